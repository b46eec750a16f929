using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>Drops nodes whose result is their first operand, element for element, with the same meaning.</summary>
internal sealed class RemoveIdentity : INetworkPass
{
    public string Name => "remove-identity";

    public Network Run(Network network) => !network.Nodes.Any(IsIdentity) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
    {
        if (!IsIdentity(node)) return false;
        rewriter.Map(node.Outputs[0], rewriter[node.Input(0)]);
        return true;
    });

    // The operator is asked for first: most nodes are of others, and nothing else of them needs to be looked at.
    private static bool IsIdentity(Node node) => node.Op switch
    {
        Reshape or Squeeze or ExpandDims or BroadcastTo or Tile or Slice => KeepsShape(node),
        StridedSlice => KeepsShape(node) && IsForwards(node),
        Transpose => (KeepsShape(node) && Views.KeepsOrder(node))
            || (KeepsMeaning(node) && !node.Input(0).Info.Shape.IsStatic && node.Permutation() is { } axes && IsSorted(axes)),
        Pad => KeepsMeaning(node) && node.Integers(1) is { } paddings && Array.TrueForAll(paddings, p => p == 0),
        Concat or Variadic => node.Inputs.Length == 1 && KeepsMeaning(node),
        Cast or Dequantize => KeepsMeaning(node),
        Quantize => KeepsMeaning(node) && node.Input(0).Info.Type.BitWidth() <= 16,
        Unary { Kind: UnaryKind.Ceil or UnaryKind.Floor or UnaryKind.Round or UnaryKind.Abs } unary => KeepsMeaning(node) && IsRepeated(unary, node.Input(0)),
        _ => false,
    };

    /// <summary>Whether the one result is of the type of the first operand. Quantization is part of what stored integers mean: the same bytes under other scales are another tensor.</summary>
    private static bool KeepsMeaning(Node node)
    {
        if (node.Outputs.Length != 1 || node.Inputs.IsEmpty || node.Inputs[0] is not { } x) return false;
        TensorInfo from = x.Info, to = node.Outputs[0].Info;
        return from.Type == to.Type && from.Quantization == to.Quantization;
    }

    private static bool KeepsShape(Node node) =>
        KeepsMeaning(node) && node.Input(0).Info.Shape is { IsStatic: true } shape && shape == node.Outputs[0].Info.Shape;

    /// <summary>A slice as large as its operand takes every element; only a negative stride changes their order.</summary>
    private static bool IsForwards(Node slice) =>
        !slice.HasInput(3) || (slice.Integers(3) is { } strides && Array.TrueForAll(strides, s => s > 0));

    /// <summary>A function that does nothing to its own results.</summary>
    private static bool IsRepeated(Unary unary, Value x) => x.Info.Type.IsFloat() && x.Producer?.Op is Unary before && before == unary;

    private static bool IsSorted(int[] axes)
    {
        for (int i = 1; i < axes.Length; i++) if (axes[i] < axes[i - 1]) return false;
        return true;
    }
}
