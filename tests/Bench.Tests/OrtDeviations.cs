namespace NnBridge.Bench.Tests;

/// <summary>Cases in which ONNX Runtime does something else than the case expects, and why.</summary>
internal static class OrtDeviations
{
    private const string Undefined = "ONNX leaves the result to the runtime";
    private const string Limit = "ONNX Runtime refuses what ONNX allows";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["Binary / truncated division of integers"] = $"{Undefined}: division by zero",
        ["Cast / float to integer truncates and saturates"] = $"{Undefined}: numbers that do not fit",
        ["Einsum / matrices, batch repeated"] = $"{Limit}: dots that are broadcast",
        ["GridSample / places that are no numbers, or far away"] = $"{Undefined}: places that are not numbers",
        ["Gru / batches end at steps of their own"] = "a batch without steps ends with zeros instead of its first state",
        ["MelWeightMatrix / one band"] = Limit,
        ["Pad / reflect more than once"] = Limit,
        ["Reduce / mean of nothing"] = Undefined,
        ["Reduce / sum wraps around"] = Undefined,
        ["Resample / downsample scales cubic align corners"] = "the last element is at the size that the scale makes, rounded down or not",
        ["Resample / downsample scales linear align corners"] = "the last element is at the size that the scale makes, rounded down or not",
        ["Resample / integers are rounded half to even"] = Limit,
        ["Softmax / 16 bits by tables"] = "tables of TensorFlow Lite are two steps off",
    };
}
