using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Fourier transforms. A complex tensor becomes one of floats with a last dimension of two parts.</summary>
internal static class SignalWriters
{
    private const int AxisOperand = 20;

    public static void Register(WriterTable table)
    {
        table.Add<Dft>(Dft);
        table.Add<Stft>((w, op) => w.Result(0, w.Emit("STFT",
            [w.Stored(0), w.Single(1), w.Node.HasInput(2) ? w.Stored(2) : "", w.Node.HasInput(3) ? w.Single(3) : ""], ("onesided", op.OneSided))));
        table.Add<MelWeightMatrix>((w, op) => w.Result(0, w.Emit("MelWeightMatrix",
            [w.Single(0), w.Single(1), w.Single(2), w.AsScalar(w.Stored(3), w.Info(3).Shape), w.AsScalar(w.Stored(4), w.Info(4).Shape)], ("output_datatype", op.OutputType))));
        table.Add<Rfft2d>(Rfft2d);
        table.Add<ComplexPart>(Part);
    }

    private static void Dft(NodeWriter w, Dft op)
    {
        if (op.Inverse && op.OneSided) throw new UnwritableException("a signal from half of its frequencies, which came with later versions");
        string length = w.Node.HasInput(1) ? w.Single(1) : "";
        w.Result(0, w.KnownIntegers(2) is null && w.Opset >= AxisOperand
            ? w.Emit("DFT", [w.Stored(0), length, w.Single(2)], ("inverse", op.Inverse), ("onesided", op.OneSided))
            : Transformed(w, w.Stored(0), w.Axis(2, w.Rank(0)), length, op.Inverse, op.OneSided));
    }

    private static string Transformed(NodeWriter w, string x, int axis, string length, bool inverse, bool oneSided) => w.Opset >= AxisOperand
        ? w.Emit("DFT", [x, length, w.Scalar(ElementType.Int64, axis)], ("inverse", inverse), ("onesided", oneSided))
        : w.Emit("DFT", [x, length], ("axis", axis), ("inverse", inverse), ("onesided", oneSided));

    private static void Rfft2d(NodeWriter w, Rfft2d op)
    {
        int rank = w.Rank(0);
        long[] length = w.Integers(1, "lengths");
        // Real numbers along the last axis first, which halves it; then pairs along the one before.
        string rows = Transformed(w, w.Unsqueezed(w.Stored(0), -1), rank - 1, w.Scalar(ElementType.Int64, length[1]), false, true);
        w.Result(0, length[0] == 1 && w.Info(0).Shape[rank - 2] == 1 ? rows
            : Transformed(w, rows, rank - 2, w.Scalar(ElementType.Int64, length[0]), false, false));
    }

    private static void Part(NodeWriter w, ComplexPart op)
    {
        string pairs = w.Stored(0);
        w.Result(0, op.Kind switch
        {
            ComplexPartKind.Real => Take(0),
            ComplexPartKind.Imaginary => Take(1),
            ComplexPartKind.Abs => w.Emit("ReduceL2", [pairs, w.Int64s("axes", -1)], ("keepdims", 0)),
            ComplexPartKind.Angle => ElementwiseWriters.Binary(w, BinaryKind.Atan2, Take(1), Take(0), ElementType.Float32),
        });

        string Take(int part) => w.Emit("Gather", [pairs, w.Scalar(ElementType.Int64, part)], ("axis", -1));
    }
}
