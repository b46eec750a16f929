using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Complex numbers: hardly any ONNX operator takes them, so a complex tensor is written as floats with a last dimension of two parts.</summary>
internal static class Complex
{
    /// <summary>What a tensor is in the model.</summary>
    public static TensorInfo Written(TensorInfo info) => info.Type != ElementType.Complex64 ? info
        : new TensorInfo(ElementType.Float32, info.Shape.IsRanked ? Shape.Create([.. info.Shape.Dimensions.Span, 2]) : Shape.Unranked);

    /// <summary>Fails when a node would see the parts as elements of their own.</summary>
    /// <exception cref="UnwritableException">It would.</exception>
    public static void Check(Node node)
    {
        bool any = node.Inputs.Any(v => v?.Info.Type == ElementType.Complex64) || node.Outputs.Any(v => v.Info.Type == ElementType.Complex64);
        if (any && node.Op is not (Rfft2d or ComplexPart or Reshape or Squeeze or ExpandDims or If or While or Call))
            throw new UnwritableException("complex numbers, which few ONNX operators take");
    }

    /// <summary>A shape operand with the two parts as a last dimension.</summary>
    public static string WithParts(NodeWriter w, string shape, int operand = 0) =>
        w.Info(operand).Type == ElementType.Complex64 ? w.Emit("Concat", [shape, w.Int64s("parts", 2)], ("axis", 0)) : shape;

    /// <summary>Axes of an operand counted from the front, where the parts do not shift them.</summary>
    /// <param name="w">The node.</param>
    /// <param name="operand">The axes.</param>
    /// <param name="rank">Number of dimensions that they are about.</param>
    public static string Axes(NodeWriter w, int operand, Func<int> rank) => w.Info(0).Type != ElementType.Complex64 ? w.List(operand, "axes")
        : w.Int64s("axes", w.Integers(operand, "axes").Select(a => InferenceContext.Axis(a, rank())));
}
