using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Diagonals, triangles and determinants of matrices.</summary>
internal static class MatrixWriters
{
    public static void Register(WriterTable table)
    {
        table.Add<Determinant>((w, _) => w.Result(0, w.Emit("Det", [w.Stored(0)])));
        table.Add<Trilu>((w, op) => w.Result(0, w.Emit("Trilu", [w.Stored(0), w.Node.HasInput(1) ? w.Single(1) : ""], ("upper", op.Upper))));
        table.Add<EyeLike>((w, op) => w.Result(0, w.Emit("EyeLike", [w.Stored(0)], ("dtype", op.OutputType), ("k", op.Diagonal))));
        table.Add<MatrixDiag>(Diagonal);
        table.Add<MatrixSetDiag>(SetDiagonal);
    }

    private static void Diagonal(NodeWriter w, MatrixDiag op)
    {
        int size = w.Size(0, -1);
        w.Move(x => w.Emit("Where", [Mask(w, size, size), w.Unsqueezed(x, -2), w.Scalar(w.Info(0).Type, 0)]));
    }

    private static void SetDiagonal(NodeWriter w, MatrixSetDiag op)
    {
        int rows = w.Size(0, -2), columns = w.Size(0, -1);
        // The diagonal ends with the shorter side; behind it any element of it will do.
        string diagonal = w.Stored(1);
        if (columns > rows) diagonal = w.Emit("Gather", [diagonal, w.Int64s("places", Enumerable.Range(0, columns).Select(c => Math.Min(c, rows - 1)))], ("axis", -1));
        w.Result(0, w.Emit("Where", [Mask(w, rows, columns), w.Unsqueezed(diagonal, -2), w.Stored(0)]));
    }

    private static string Mask(NodeWriter w, int rows, int columns)
    {
        var mask = new bool[rows * columns];
        for (int i = 0; i < Math.Min(rows, columns); i++) mask[(i * columns) + i] = true;
        return w.Constant(Tensor.Create<bool>(new TensorInfo(ElementType.Bool, [rows, columns]), mask), "diagonal");
    }
}
