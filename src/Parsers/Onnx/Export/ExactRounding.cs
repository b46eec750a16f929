using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Rounding of integer results that is not ONNX's, written out: what comes out are whole steps, which QuantizeLinear leaves alone.</summary>
internal static class ExactRounding
{
    private const ElementType Float = ElementType.Float32;

    /// <summary>Whether sums of products are rounded twice, and that is to be kept.</summary>
    public static bool IsTwice(NodeWriter w, Requantization requantization) =>
        w.Graph.Model.ExactRounding && requantization == Requantization.FixedPointTwice && w.Node.Outputs[0].Info is { Quantization.IsPerTensor: true };

    /// <summary>Whether a mean of integers is rounded half away from zero, and that is to be kept.</summary>
    public static bool IsHalfAway(NodeWriter w, Requantization requantization) =>
        w.Graph.Model.ExactRounding && requantization != Requantization.Float && w.Node.Outputs[0].Info is { Quantization.IsPerTensor: true };

    /// <summary>
    /// Rounds first to the fraction of a step that is left of a Q31 product, then to a step: factors m * 2^-k with m from 0.5 to 1 are applied one part
    /// after the other.
    /// </summary>
    /// <param name="w">The node.</param>
    /// <param name="real">Numbers, output channels last.</param>
    /// <param name="x">Operand of activations.</param>
    /// <param name="weights">Operand of weights.</param>
    public static string Twice(NodeWriter w, string real, int x, int weights)
    {
        float step = w.Node.Outputs[0].Info.Quantization!.Scale, input = w.Info(x).Quantization!.Scale;
        float[] parts = [.. w.Info(weights).Quantization!.Scales.Select(s => (float)Math.ScaleB(1, -Math.Min(Math.ILogB((double)input * s / step) + 1, 0)))];
        string fractions = w.Constant(Constants.Floats([.. parts.Select(p => p / step)]), "fractions");
        string first = w.Emit("Floor", [w.Emit("Add", [w.Emit("Mul", [real, fractions]), w.Scalar(Float, 0.5)])]);
        string steps = HalfAway(w, w.Emit("Mul", [first, w.Constant(Constants.Floats([.. parts.Select(p => 1 / p)]), "parts")]));
        return w.Emit("Mul", [steps, w.Scalar(Float, step)]);
    }

    /// <summary>Whole steps, halves away from zero.</summary>
    public static string Steps(NodeWriter w, string real)
    {
        string step = w.Scalar(Float, w.Node.Outputs[0].Info.Quantization!.Scale);
        return w.Emit("Mul", [HalfAway(w, w.Emit("Div", [real, step])), step]);
    }

    /// <summary>ONNX rounds halves to even; here they are rounded away from zero.</summary>
    public static string HalfAway(NodeWriter w, string x) =>
        w.Emit("Mul", [w.Emit("Sign", [x]), w.Emit("Floor", [w.Emit("Add", [w.Emit("Abs", [x]), w.Scalar(Float, 0.5)])])]);
}
