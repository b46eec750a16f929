using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>
/// Makes the sum of products of two tensors a product of matrices, where it is one: letters that both operands and the result have count
/// matrices, those that the result lacks are multiplied over, and each operand may have others of its own.
/// </summary>
internal sealed class MultiplyEinsum : INetworkPass
{
    public string Name => "multiply-einsum";

    public Network Run(Network network) => !network.Nodes.Any(n => Plan.Of(n) is not null) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
    {
        if (Plan.Of(node) is not { } plan) return false;
        var shaper = new Shaper(rewriter.Builder, node.Name);
        Value a = rewriter[node.Input(0)], b = rewriter[node.Input(1)];
        bool transposeB = plan.B.SequenceEqual([.. plan.Batch, .. plan.OnlyB, .. plan.Inner]);
        a = shaper.Order("a", a, plan.A, [.. plan.Batch, .. plan.OnlyA, .. plan.Inner]);
        if (!transposeB) b = shaper.Order("b", b, plan.B, [.. plan.Batch, .. plan.Inner, .. plan.OnlyB]);
        int[] batch = plan.Batch.Count == 0 ? [] : [plan.Size(plan.Batch)];
        int rows = plan.Size(plan.OnlyA), inner = plan.Size(plan.Inner), columns = plan.Size(plan.OnlyB);
        a = shaper.Shape("a", a, [.. batch, rows, inner]);
        b = shaper.Shape("b", b, transposeB ? [.. batch, columns, inner] : [.. batch, inner, columns]);
        Value y = rewriter.Builder.Add($"{node.Name}/product", new MatMul { TransposeB = transposeB }, [a, b]);
        int[] letters = [.. plan.Batch, .. plan.OnlyA, .. plan.OnlyB];
        y = shaper.Shape("y", y, [.. letters.Select(l => plan.Sizes[l])]);
        rewriter.Map(node.Outputs[0], shaper.Order("y", y, letters, plan.Output));
        return true;
    });

    /// <summary>Brings operands to the form of matrices and the result back, where it is not there already.</summary>
    private sealed class Shaper(NetworkBuilder builder, string name)
    {
        public Value Order(string what, Value x, IReadOnlyList<int> from, IReadOnlyList<int> to) => from.SequenceEqual(to) ? x
            : builder.Add($"{name}/{what} ordered", new Transpose(), [x, builder.Integers($"{name}/order of {what}", [.. to.Select(l => (long)from.ToList().IndexOf(l))])]);

        public Value Shape(string what, Value x, int[] sizes) => x.Info.Shape == NnBridge.Shape.Of(sizes) ? x
            : builder.Add($"{name}/{what} shaped", new Reshape(), [x, builder.Integers($"{name}/shape of {what}", [.. sizes.Select(s => (long)s)])]);
    }

    /// <summary>The letters of a sum of products, by what becomes of them.</summary>
    private sealed record Plan(ValueList<int> A, ValueList<int> B, ValueList<int> Output, IReadOnlyDictionary<int, int> Sizes)
    {
        public IReadOnlyList<int> Batch { get; } = [.. Output.Where(l => A.Contains(l) && B.Contains(l))];

        public IReadOnlyList<int> Inner { get; } = [.. A.Where(l => B.Contains(l) && !Output.Contains(l))];

        public IReadOnlyList<int> OnlyA { get; } = [.. A.Where(l => !B.Contains(l))];

        public IReadOnlyList<int> OnlyB { get; } = [.. B.Where(l => !A.Contains(l))];

        public int Size(IReadOnlyList<int> letters) => letters.Aggregate(1, (size, l) => size * Sizes[l]);

        public static Plan? Of(Node node)
        {
            if (node.Op is not Einsum op || node.Inputs.Length != 2) return null;
            TensorInfo a = node.Input(0).Info, b = node.Input(1).Info;
            if (a.Type != ElementType.Float32 || !a.Shape.IsStatic || !b.Shape.IsStatic || node.Outputs[0].Info.Shape.ElementCount == 0) return null;
            EinsumAxes axes = EinsumAxes.Of(op.Equation, [a.Shape.Rank, b.Shape.Rank]);
            var sizes = new Dictionary<int, int>();
            for (int i = 0; i < 2; i++)
                for (int axis = 0; axis < axes.Operands[i].Count; axis++)
                {
                    int letter = axes.Operands[i][axis], size = (i == 0 ? a : b).Shape[axis];
                    // Diagonals and broadcast letters are no products of matrices.
                    if (axes.Operands[i].Take(axis).Contains(letter) || (sizes.TryGetValue(letter, out int other) && other != size)) return null;
                    sizes[letter] = size;
                }

            var plan = new Plan(axes.Operands[0], axes.Operands[1], axes.Output, sizes);
            bool summedAlone = plan.OnlyA.Concat(plan.OnlyB).Any(l => !axes.Output.Contains(l));
            return summedAlone || plan.Inner.Count == 0 ? null : plan;
        }
    }
}
