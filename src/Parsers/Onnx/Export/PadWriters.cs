using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Elements added around a tensor.</summary>
internal static class PadWriters
{
    private const int WrapOpset = 19;

    public static void Register(WriterTable table) => table.Add<Pad>(Pad);

    /// <summary>Adds zeros, or the zero point of quantized elements, around a tensor.</summary>
    /// <param name="w">The node.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="info">What it holds.</param>
    /// <param name="pads">Elements before every axis, then after every axis.</param>
    public static string WithZeros(NodeWriter w, string tensor, TensorInfo info, params long[] pads) => pads.All(p => p == 0) ? tensor
        : w.Emit("Pad", [tensor, w.Int64s("pads", pads), w.Scalar(info.Type, info.Quantization is { IsPerTensor: true } q ? q.ZeroPoint : 0)]);

    private static void Pad(NodeWriter w, Pad op)
    {
        // Common runtimes pad 16-bit integers as numbers only.
        bool numbers = w.Info(0).Type is ElementType.Int16 or ElementType.UInt16;
        if (op.Mode == PadMode.Symmetric)
        {
            w.Move(x => Mirrored(w, x), numbers);
            return;
        }

        if (op.Mode == PadMode.Wrap) w.RequireOpset(WrapOpset, "padding that wraps around");
        string mode = op.Mode.ToString().ToLowerInvariant();
        if (w.Node.HasInput(2) && w.IsQuantized(2)) w.Move(x => w.Emit("Pad", [x, Pads(w), w.AsScalar(x == w.Stored(0) ? w.Stored(2) : w.Real(2), w.Info(2).Shape)], ("mode", mode)), numbers);
        else w.Move(x => w.Emit("Pad", [x, Pads(w), Value(w, op, x)], ("mode", mode)), numbers);
    }

    private static string Value(NodeWriter w, Pad op, string x)
    {
        if (op.Mode != PadMode.Constant) return "";
        if (w.Node.HasInput(2)) return w.AsScalar(w.Stored(2), w.Info(2).Shape);
        bool stored = x == w.Stored(0);
        return !stored ? w.Scalar(w.RealType(0), 0)
            : w.Scalar(w.Info(0).Type, w.Node.Outputs[0].Info.Quantization is { IsPerTensor: true } q ? q.ZeroPoint : 0);
    }

    /// <summary><c>[rank, 2]</c> as all begins, then all ends.</summary>
    private static string Pads(NodeWriter w)
    {
        if (w.KnownIntegers(1) is { } known)
        {
            int rank = known.Length / 2;
            return w.Int64s("pads", [.. Enumerable.Range(0, rank).Select(i => known[2 * i]), .. Enumerable.Range(0, rank).Select(i => known[(2 * i) + 1])]);
        }

        return w.Reshaped(w.Transposed(w.Int64(1), 1, 0), -1);
    }

    /// <summary>Mirroring that repeats the border is picking elements by index.</summary>
    private static string Mirrored(NodeWriter w, string x)
    {
        long[] pads = w.Integers(1, "widths");
        for (int axis = 0; axis < pads.Length / 2; axis++)
        {
            (long before, long after) = (pads[2 * axis], pads[(2 * axis) + 1]);
            if (before == 0 && after == 0) continue;
            long size = w.Size(0, axis);
            var indices = new long[size + before + after];
            for (long i = 0; i < indices.Length; i++)
            {
                long place = (((i - before) % (2 * size)) + (2 * size)) % (2 * size);
                indices[i] = place < size ? place : (2 * size) - 1 - place;
            }

            x = w.Emit("Gather", [x, w.Int64s("indices", indices)], ("axis", axis));
        }

        return x;
    }
}
