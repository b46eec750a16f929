using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>
/// Activations that are quantized while the network runs, to multiply integer weights. Both stay integers inside of floats: sums of their products
/// are exact below 2^24, and the scales are applied once, at the end.
/// </summary>
internal static class DynamicRange
{
    private const ElementType Float = ElementType.Float32;

    /// <summary>Whether a node quantizes its activations on the way.</summary>
    public static bool IsDynamic(NodeWriter w, HybridQuantization hybrid, int x, int weights) =>
        hybrid != HybridQuantization.None && w.Info(x).Type == Float && w.Info(weights).Type != Float;

    /// <summary>Integers for numbers, less their zero point, and the scale.</summary>
    /// <param name="w">The node.</param>
    /// <param name="x">Float32 numbers.</param>
    /// <param name="hybrid">Symmetric or asymmetric.</param>
    /// <param name="axes">The axes that share a scale; the other ones each have their own.</param>
    public static (string Integers, string Scale) Quantized(NodeWriter w, string x, HybridQuantization hybrid, params ReadOnlySpan<long> axes)
    {
        string over = w.Int64s("axes", axes);
        return hybrid == HybridQuantization.Symmetric ? Symmetric(w, x, over) : Asymmetric(w, x, over);
    }

    /// <summary>What sums of products of integers stand for; output channels are the last axis.</summary>
    public static string Scaled(NodeWriter w, string sums, string scale, int weights)
    {
        ValueList<float> scales = w.Info(weights).Quantization!.Scales;
        string ofWeights = scales.Count == 1 ? w.Scalar(Float, scales[0]) : w.Constant(Constants.Floats(scales.Span), "scales");
        return w.Emit("Mul", [sums, w.Emit("Mul", [scale, ofWeights])]);
    }

    private static (string, string) Symmetric(NodeWriter w, string x, string axes)
    {
        string range = NotZero(w, w.Emit("ReduceMax", [w.Emit("Abs", [x]), axes]));
        string inverse = w.Emit("Div", [w.Scalar(Float, 127), range]), scale = w.Emit("Div", [range, w.Scalar(Float, 127)]);
        return (ExactRounding.HalfAway(w, w.Emit("Mul", [x, inverse])), scale);
    }

    private static (string, string) Asymmetric(NodeWriter w, string x, string axes)
    {
        string zero = w.Scalar(Float, 0), low = w.Scalar(Float, -128), high = w.Scalar(Float, 127);
        string min = w.Emit("Min", [w.Emit("ReduceMin", [x, axes]), zero]), max = w.Emit("Max", [w.Emit("ReduceMax", [x, axes]), zero]);
        string scale = w.Emit("Div", [NotZero(w, w.Emit("Sub", [max, min])), w.Scalar(Float, 255)]);
        // Of the zero points that fit either end, the one of the smaller numbers errs less.
        string first = w.Emit("Div", [min, scale]), last = w.Emit("Div", [max, scale]);
        string atMin = w.Emit("Less", [w.Emit("Add", [w.Emit("Abs", [first]), w.Scalar(Float, 128)]), w.Emit("Add", [w.Emit("Abs", [last]), w.Scalar(Float, 127)])]);
        string point = ExactRounding.HalfAway(w, w.Emit("Clip", [w.Emit("Where", [atMin, w.Emit("Sub", [low, first]), w.Emit("Sub", [high, last])]), low, high]));
        string stored = ExactRounding.HalfAway(w, w.Emit("Add", [w.Emit("Mul", [x, w.Emit("Reciprocal", [scale])]), point]));
        return (w.Emit("Sub", [w.Emit("Clip", [stored, low, high]), point]), scale);
    }

    /// <summary>Of zeros only: any scale is right but 0.</summary>
    private static string NotZero(NodeWriter w, string range) => w.Emit("Where", [w.Emit("Equal", [range, w.Scalar(Float, 0)]), w.Scalar(Float, 1), range]);
}
