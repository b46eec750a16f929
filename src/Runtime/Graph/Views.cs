using NnBridge.Ops;

namespace NnBridge.Runtime.Graph;

/// <summary>Nodes that only show a tensor under another shape.</summary>
internal static class Views
{
    /// <summary>Whether the result holds the elements of the first operand in the same order, and they mean the same.</summary>
    public static bool IsView(Node node) =>
        KeepsOrder(node) && node.Input(0).Info.Quantization is null or { IsPerTensor: true } && node.Input(0).Info.Quantization == node.Outputs[0].Info.Quantization;

    /// <summary>Whether the result holds the elements of the first operand in the same order; shapes are known.</summary>
    public static bool KeepsOrder(Node node)
    {
        if (node.Op is not (Reshape or Squeeze or ExpandDims or Transpose)) return false;
        Shape from = node.Input(0).Info.Shape;
        if (!from.IsStatic || !node.Outputs[0].Info.Shape.IsStatic) return false;
        return node.Op is not Transpose || node.MovesOnlyOnes();
    }
}
