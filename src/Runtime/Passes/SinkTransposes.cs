using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>
/// Moves transpositions behind operators that do not care for the order of dimensions, or can be told another one. Channels-first models have
/// one before and one behind every convolution; brought together, they cancel. An operand that has not gone through the transposition may be
/// transposed back for somebody else, as what a block of convolutions reads and adds in the end: that is taken in its place.
/// </summary>
internal sealed class SinkTransposes : INetworkPass
{
    private const int Movable = 0;

    public string Name => "sink-transposes";

    public Network Run(Network network)
    {
        if (!network.Nodes.Any(n => n.Op is Transpose)) return network;
        var readers = new ValueReaders(network, r => DataOperands(r) is not null || r.Op is Transpose ? Movable : null);
        using var back = new TransposedReaders(network);
        return !network.Nodes.Any(n => Turned(n, n.Inputs.AsSpan(), readers, back) is not null) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
        {
            // Those that meet on the way become one at once: else each round would get as far as the next.
            if (CancelTransposes.TryCancel(rewriter, node)) return true;
            Value?[] inputs = rewriter.Inputs(node);
            if (Turned(node, inputs, readers, back) is not { } turned || Sunk(rewriter, node, inputs, turned, back) is not { } sunk) return false;
            OutputSpec[] specs = Array.ConvertAll(OutputSpec.Of(node), s => s with { Name = null });
            ImmutableArray<Value> results = rewriter.Builder.AddMany($"{node.Name}/turned", sunk.Op, sunk.Inputs, specs);
            Value order = sunk.Permutation == turned.Permutation ? turned.Order
                : rewriter.Builder.Integers($"{node.Name}/permutation", Array.ConvertAll(sunk.Permutation, a => (long)a));
            for (int i = 0; i < results.Length; i++)
                rewriter.Map(node.Outputs[i], rewriter.Builder.AddMany(node.Name, new Transpose(), [results[i], order], [specs[i] with { Name = node.Outputs[i].Name }])[0]);
            return true;
        });
    }

    /// <summary>The permutation that the operands of <paramref name="node"/> have gone through, and the operand that states it; null when it cannot be moved.</summary>
    /// <param name="node">The node, in the network before.</param>
    /// <param name="inputs">Its operands, in the network before or in the new one.</param>
    /// <param name="readers">Who reads the values of the network before.</param>
    /// <param name="back">Where they are transposed.</param>
    private static (int[] Permutation, Value Order)? Turned(Node node, ReadOnlySpan<Value?> inputs, ValueReaders readers, TransposedReaders back)
    {
        if (node.Outputs.IsEmpty || node.Outputs.Any(y => y.Info.Quantization is { IsPerTensor: false }) || DataOperands(node) is not { } data) return null;
        int count = Math.Min(data, inputs.Length);
        int[]? common = null;
        Value? order = null;
        for (int i = 0; i < count; i++)
        {
            if (inputs[i] is not { } value) return null;
            if (Transposition(value) is not { } transpose || transpose.Permutation() is not { } permutation) continue;
            if (common is not null && !common.AsSpan().SequenceEqual(permutation)) return null;
            if (node.Inputs[i] is not { } before || readers.KindOf(before) != Movable) return null;
            common ??= permutation;
            order ??= transpose.Input(1);
        }

        if (common is null || order is null) return null;
        for (int i = 0; i < count; i++)
        {
            // Parts that are joined are not broadcast.
            if (inputs[i] is not { Info.Shape: { IsRanked: true } shape } value || shape.Rank > common.Length || (node.Op is Concat && shape.Rank != common.Length)) return null;
            if (Transposition(value) is null && !IsConstant(value) && !IsLine(value) && back.Undoing(common, node, i) is null) return null;
        }

        return (data == 1 || node.Outputs[0].Info.Shape is { IsRanked: true } y && y.Rank == common.Length) ? (common, order) : null;
    }

    /// <summary>The transposition that a value has gone through, if that is known and all it does.</summary>
    private static Node? Transposition(Value value) =>
        value.Producer is { Op: Transpose } transpose && transpose.Constant(1) is not null && IsPlain(transpose) ? transpose : null;

    /// <summary>Operands that are data; null for operators to which the order of dimensions matters.</summary>
    private static int? DataOperands(Node node) => node.Op switch
    {
        Unary or Cast or Softmax or LogSoftmax => 1,
        Quantize or Dequantize when node.Inputs.All(v => v is { Info.Quantization: null or { IsPerTensor: true } }) => 1,
        Reduce when node.Inputs.Length > 1 && node.Integers(1) is not null => 1,
        Resample or Split => 1,
        Pad when node.Integers(1) is not null => 1,
        Slice when node.Integers(1) is not null && node.Integers(2) is not null => 1,
        Gather { BatchDims: 0 } when node.Input(1).Info.Shape is { IsRanked: true, Rank: 0 or 1 } => 1,
        StridedSlice { EllipsisMask: 0, NewAxisMask: 0, ShrinkAxisMask: 0 } when node.Integers(1) is not null && (!node.HasInput(4) || node.Integers(4) is not null) => 1,
        Binary or Comparison or Logical or Bitwise or PRelu => 2,
        Select => 3,
        Variadic or Concat => node.Inputs.Length,
        _ => null,
    };

    /// <summary>The operator on operands in their former order, and the permutation of its result.</summary>
    private static (Op Op, Value?[] Inputs, int[] Permutation)? Sunk(NetworkRewriter rewriter, Node node, Value?[] inputs, (int[] Permutation, Value Order) turned, TransposedReaders back)
    {
        NetworkBuilder builder = rewriter.Builder;
        int[] permutation = turned.Permutation;
        int rank = permutation.Length, count = DataOperands(node) ?? 0;
        var former = new Value?[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            former[i] = i >= count || inputs[i] is not { } value ? inputs[i]
                : Transposition(value) is { } transpose ? transpose.Input(0)
                : !IsConstant(value) && !IsLine(value) && back.Undoing(permutation, node, i) is { } undoing ? rewriter[undoing.Outputs[0]]
                : Former(builder, $"{node.Name}/operand{i}", value, permutation);
        switch (node.Op)
        {
            case Concat concat: return (new Concat(permutation[Axis(concat.Axis, rank)]) { Requantization = concat.Requantization }, former, permutation);
            case Softmax softmax: return (softmax with { Axis = permutation[Axis(softmax.Axis, rank)] }, former, permutation);
            case LogSoftmax softmax: return (softmax with { Axis = permutation[Axis(softmax.Axis, rank)] }, former, permutation);
            case Reduce reduce:
                int[] axes = Array.ConvertAll(node.Integers(1) ?? [], a => Axis(a, rank));
                if (axes.Length == 0) return null;
                former[1] = builder.Integers($"{node.Name}/axes", Array.ConvertAll(axes, a => (long)permutation[a]));
                return (reduce, former, reduce.KeepDims ? permutation : Without(permutation, axes));
            case Resample resample: return (resample with { Axes = resample.Axes.Select(a => permutation[Axis(a, rank)]).ToValueList() }, former, permutation);
            case Split split: return (split with { Axis = permutation[Axis(split.Axis, rank)] }, former, permutation);
            case Gather gather:
                int from = Axis(gather.Axis, rank);
                bool drops = inputs[1] is { Info.Shape.Rank: 0 };
                return (gather with { Axis = permutation[from] }, former, drops ? Without(permutation, [from]) : permutation);
            case Pad:
                long[] amounts = node.Integers(1) ?? [], moved = new long[amounts.Length];
                for (int a = 0; a < rank; a++) (moved[2 * permutation[a]], moved[(2 * permutation[a]) + 1]) = (amounts[2 * a], amounts[(2 * a) + 1]);
                former[1] = builder.Constant($"{node.Name}/paddings", Tensor.Create<long>(new TensorInfo(ElementType.Int64, [rank, 2]), moved));
                return (node.Op, former, permutation);
            case Slice:
                for (int operand = 1; operand <= 2; operand++)
                {
                    long[] each = node.Integers(operand) ?? [], before = new long[each.Length];
                    for (int a = 0; a < rank; a++) before[permutation[a]] = each[a];
                    former[operand] = builder.Integers($"{node.Name}/part{operand}", before);
                }

                return (node.Op, former, permutation);
            case StridedSlice:
                long[] entries = node.Integers(4) ?? [.. Enumerable.Range(0, (node.Integers(1) ?? []).Length).Select(a => (long)a)];
                former = [.. former.Concat(Enumerable.Repeat<Value?>(null, 5 - former.Length))];
                former[4] = builder.Integers($"{node.Name}/axes", [.. entries.Select(a => (long)permutation[Axis(a, rank)])]);
                return (node.Op, former, permutation);
            default: return (node.Op, former, permutation);
        }
    }

    /// <summary>The permutation that is left when dimensions of its result are gone.</summary>
    private static int[] Without(int[] permutation, int[] axes)
    {
        int[] kept = [.. permutation.Where((_, axis) => !axes.Contains(axis))];
        return [.. kept.Select(from => kept.Count(other => other < from))];
    }

    /// <summary>A constant or a line as it is before the permutation; dimensions it does not have are added in front, as broadcasting does.</summary>
    private static Value Former(NetworkBuilder builder, string name, Value value, int[] permutation)
    {
        if (value.Info.Shape.ElementCount == 1) return value;
        Dimension[] sizes = [.. Enumerable.Repeat((Dimension)1, permutation.Length - value.Info.Shape.Rank), .. value.Info.Shape.Dimensions];
        if (value.Constant is not { } constant)
        {
            var former = new long[sizes.Length];
            for (int axis = 0; axis < sizes.Length; axis++) former[permutation[axis]] = sizes[axis].Size;
            return builder.Add($"{name}/reshaped", new Reshape(), [value, builder.Integers($"{name}/shape", former)], value.Info.Quantization);
        }

        Value wide = builder.Constant(name, new Tensor(constant.Info with { Shape = Shape.Create(sizes) }, constant.Bytes));
        long[] inverse = [.. Enumerable.Range(0, permutation.Length).Select(axis => (long)Array.IndexOf(permutation, axis))];
        return builder.Add($"{name}/turned", new Transpose(), [wide, builder.Integers($"{name}/permutation", inverse)], constant.Info.Quantization);
    }

    private static int Axis(long axis, int rank) => (int)(axis < 0 ? axis + rank : axis);

    private static bool IsPlain(Node transpose) =>
        transpose.Input(0).Info.Quantization is null or { IsPerTensor: true } && transpose.Input(0).Info.Quantization == transpose.Outputs[0].Info.Quantization;

    /// <summary>Elements along one dimension only: in any order of dimensions they are the same.</summary>
    private static bool IsLine(Value value) =>
        value.Info is { Shape: { IsStatic: true } shape, Quantization: null or { IsPerTensor: true } } && shape.ToArray().Count(size => size != 1) <= 1;

    private static bool IsConstant(Value value) =>
        value.Constant is not null && value.Info.Quantization is null or { IsPerTensor: true } && value.Info.Type.BitWidth() >= 8;
}
