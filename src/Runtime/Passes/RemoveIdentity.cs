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

    private static bool IsIdentity(Node node)
    {
        if (node.Outputs.Length != 1 || node.Inputs.IsEmpty || node.Inputs[0] is not { } x) return false;
        TensorInfo from = x.Info, to = node.Outputs[0].Info;
        // Quantization is part of what stored integers mean: the same bytes under other scales are another tensor.
        if (from.Type != to.Type || from.Quantization != to.Quantization) return false;
        bool sameShape = from.Shape == to.Shape && from.Shape.IsStatic;
        return node.Op switch
        {
            Reshape or Squeeze or ExpandDims or BroadcastTo or Tile or Slice => sameShape,
            StridedSlice => sameShape && IsForwards(node),
            Transpose => (sameShape && Views.KeepsOrder(node)) || (!from.Shape.IsStatic && node.Permutation() is { } axes && IsSorted(axes)),
            Pad => node.Integers(1) is { } paddings && Array.TrueForAll(paddings, p => p == 0),
            Concat or Variadic => node.Inputs.Length == 1,
            Cast or Dequantize => true,
            Quantize => from.Type.BitWidth() <= 16,
            Unary { Kind: UnaryKind.Ceil or UnaryKind.Floor or UnaryKind.Round or UnaryKind.Abs } unary => IsRepeated(unary, x),
            _ => false,
        };
    }

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
