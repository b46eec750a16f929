using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Operators that move elements and do not care what these stand for.</summary>
internal static class Movement
{
    /// <summary>Largest index that a slice can name: up to the end.</summary>
    public const long End = long.MaxValue;

    /// <summary>Writes an operator from operand 0 to result 0 on stored elements, or on numbers when both store them differently.</summary>
    public static void Move(this NodeWriter w, Func<string, string> write, bool numbers = false)
    {
        TensorInfo x = w.Info(0), y = w.Node.Outputs[0].Info;
        bool stored = x.Type == y.Type && (x.Quantization == y.Quantization || x.Quantization is null || y.Quantization is null);
        if (stored && !(numbers && x.Quantization is not null)) w.Result(0, write(w.Stored(0)));
        else w.Finish(write(w.Real(0)));
    }

    /// <summary>Takes a part of a tensor.</summary>
    public static string Sliced(this NodeWriter w, string tensor, long[] starts, long[] ends, long[] axes, long[]? steps = null) =>
        w.Emit("Slice", [tensor, w.Int64s("starts", starts), w.Int64s("ends", ends), w.Int64s("axes", axes), steps is null ? "" : w.Int64s("steps", steps)]);

    /// <summary>Adds dimensions of size 1.</summary>
    public static string Unsqueezed(this NodeWriter w, string tensor, params long[] axes) => axes.Length == 0 ? tensor : w.Emit("Unsqueeze", [tensor, w.Int64s("axes", axes)]);

    /// <summary>Drops dimensions of size 1.</summary>
    public static string Squeezed(this NodeWriter w, string tensor, params long[] axes) => axes.Length == 0 ? tensor : w.Emit("Squeeze", [tensor, w.Int64s("axes", axes)]);
}
