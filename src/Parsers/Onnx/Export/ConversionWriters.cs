using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Operators that change how numbers are stored.</summary>
internal static class ConversionWriters
{
    private const int BitCastOpset = 26;

    public static void Register(WriterTable table)
    {
        table.Add<Cast>(Cast);
        table.Add<Bitcast>(Bitcast);
        table.Add<Quantize>((w, _) => w.Result(0, w.Quantize(Real(w), w.Node.Outputs[0].Info)));
        table.Add<Dequantize>((w, op) => w.Result(0, w.IsQuantized(0) ? w.Dequantized(w.Stored(0), w.Info(0), op.To) : w.Cast(w.Stored(0), w.Info(0).Type, op.To)));
        table.Add<FakeQuantize>(FakeQuantize);
    }

    private static string Real(NodeWriter w) => w.IsQuantized(0) ? w.Real(0) : w.Cast(w.Stored(0), w.Info(0).Type, ElementType.Float32);

    private static void Cast(NodeWriter w, Cast op)
    {
        ElementType from = w.Info(0).Type;
        if (from == ElementType.Complex64 || op.To == ElementType.Complex64) throw new UnwritableException("complex numbers, which ONNX does not convert");
        if (op.To == ElementType.Float8E8M0) throw new UnwritableException("powers of two as 8-bit floats");
        w.Result(0, from == op.To ? w.Stored(0) : w.Emit("Cast", [w.Stored(0)], op.Saturate || !op.To.IsNarrowFloat()
            ? [("to", op.To)] : [("to", op.To), ("saturate", 0)]));
    }

    private static void Bitcast(NodeWriter w, Bitcast op)
    {
        if (w.Info(0).Type == op.To)
        {
            w.Result(0, w.Stored(0));
            return;
        }

        if (w.Info(0).Type.BitWidth() != op.To.BitWidth()) throw new UnwritableException($"{w.Info(0).Type} seen as {op.To} of another size");
        w.RequireOpset(BitCastOpset, "BitCast");
        w.Result(0, w.Emit("BitCast", [w.Stored(0)], ("to", op.To)));
    }

    /// <summary>Clamps to the range, whose ends are moved so that 0 is a step, and rounds halves up.</summary>
    private static void FakeQuantize(NodeWriter w, FakeQuantize op)
    {
        int lowest = op.NarrowRange ? 1 : 0, highest = (1 << op.Bits) - 1;
        float scale = (op.Max - op.Min) / (highest - lowest);
        float zero = lowest - (op.Min / scale);
        float point = zero < lowest ? lowest : zero > highest ? highest : MathF.Round(zero, MidpointRounding.AwayFromZero);
        float min = (lowest - point) * scale, max = (highest - point) * scale;
        string low = w.Scalar(ElementType.Float32, min), step = w.Scalar(ElementType.Float32, scale);
        string clamped = w.Emit("Clip", [w.Stored(0), low, w.Scalar(ElementType.Float32, max)]);
        string steps = w.Emit("Add", [w.Emit("Div", [w.Emit("Sub", [clamped, low]), step]), w.Scalar(ElementType.Float32, 0.5)]);
        w.Result(0, w.Emit("Add", [w.Emit("Mul", [w.Emit("Floor", [steps]), step]), low]));
    }
}
