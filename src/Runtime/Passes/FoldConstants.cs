using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>
/// Computes once what does not depend on inputs: nodes with constant operands, and shapes that are known. Nodes whose results' shapes depend on
/// the operands' numbers are among them: what reads these has known shapes then.
/// </summary>
/// <param name="evaluator">Computes.</param>
/// <param name="budget">Bounds what is kept.</param>
/// <param name="keepIntegers">Whether constants stay integers where they are dequantized.</param>
internal sealed class FoldConstants(IConstantEvaluator evaluator, FoldingBudget budget, bool keepIntegers = false) : INetworkPass
{
    /// <summary>Bytes of weights from which on they are turned when they are packed: turned ones would be kept beside those of the file and the packed ones.</summary>
    private const long Deferred = 64 * 1024;

    public string Name => "fold-constants";

    public Network Run(Network network)
    {
        if (!network.Nodes.Any(MayFold)) return network;
        bool changed = false;
        Network folded = NetworkRewriter.Rewrite(network, (rewriter, node) =>
        {
            if (!IsComputable(node)) return false;
            // Copied first, so that operands folded before count as constants.
            ImmutableArray<Value> outputs = rewriter.Copy(node, node.Op);
            if (Fold(outputs[0].Producer ?? node) is not { } results) return true;
            changed = true;
            for (int i = 0; i < results.Length; i++)
                rewriter.Map(node.Outputs[i], rewriter.Builder.Constant(node.Outputs[i].Name, results[i]));
            return true;
        });
        return changed ? folded : network;
    }

    private static bool IsComputable(Node node) => !NestedNetworks.IsControlFlow(node.Op) && node.Op is not CustomOp && !node.Outputs.IsEmpty;

    /// <summary>Whether a node can be folded without another being folded before, as far as that can be said without computing it.</summary>
    private bool MayFold(Node node) => IsComputable(node) && (node.Op is ShapeOf or RankOf or SizeOf || HasConstantOperands(node));

    private bool HasConstantOperands(Node node)
    {
        if (keepIntegers && node.Op is Dequantize) return false;
        foreach (Value? input in node.Inputs) if (input is { Constant: null }) return false;
        return true;
    }

    private ImmutableArray<Tensor>? Fold(Node node)
    {
        if (ShapeResult(node) is { } shape) return [shape];
        if (!HasConstantOperands(node)) return null;
        if (node.Constant(0) is { } viewed && Views.KeepsOrder(node)) return [viewed.As(node.Outputs[0].Info)];
        if (node.Op is Transpose && budget.Allows(node.Outputs[0].Info.ByteCount) && node.Constant(0) is { } stored && TransposedCopy.Handles(stored.Info.Type) && node.Permutation() is { } axes)
            return [Turned(node.Outputs[0].Info, new Transposition(stored, axes.ToValueList()))];
        if (evaluator.Evaluate(node, budget.Left) is not { } results) return null;
        foreach (Tensor result in results) budget.Take(result.Bytes.Length);
        return results;
    }

    private Tensor Turned(TensorInfo info, Transposition from)
    {
        // Large ones are not taken off the budget: only what they are made of is kept.
        if (info.ByteCount is >= Deferred and <= int.MaxValue)
            return new Tensor(info, new DeferredMemory((int)info.ByteCount, to => TransposedCopy.Write(from, to)).Memory) { TransposedFrom = from };
        var bytes = new byte[info.ByteCount];
        TransposedCopy.Write(from, bytes);
        budget.Take(bytes.Length);
        return new Tensor(info, bytes);
    }

    /// <summary>The result of an operator that only looks at the shape of its operand, as far as that is known.</summary>
    private static Tensor? ShapeResult(Node node)
    {
        if (node.Op is not (ShapeOf or RankOf or SizeOf) || node.Input(0).Info.Shape is not { IsRanked: true } shape) return null;
        long[] numbers;
        if (node.Op is ShapeOf part)
        {
            (int start, int end) = part.Part(shape.Rank);
            numbers = [.. shape.ToArray()[start..end].Select(s => (long)s)];
            if (numbers.Contains(-1)) return null;
        }
        else if (node.Op is SizeOf)
        {
            if (!shape.IsStatic) return null;
            numbers = [shape.ElementCount];
        }
        else
        {
            numbers = [shape.Rank];
        }

        TensorInfo info = node.Outputs[0].Info;
        if (info.Type == ElementType.Int64) return Tensor.Create<long>(info, numbers);
        return numbers[0] <= int.MaxValue ? Tensor.Create<int>(info, [.. numbers.Select(n => (int)n)]) : null;
    }
}
