using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Elements picked and put by index.</summary>
internal static class GatherWriters
{
    private const int TensorScatterOpset = 24;

    public static void Register(WriterTable table)
    {
        table.Add<Gather>(Gather);
        table.Add<GatherElements>((w, op) => w.Move(x => w.Emit("GatherElements", [x, w.Stored(1)], ("axis", op.Axis))));
        table.Add<GatherNd>((w, op) => w.Move(x => w.Emit("GatherND", [x, w.Int64(1)], ("batch_dims", op.BatchDims))));
        table.Add<ScatterElements>((w, op) => Scatter(w, "ScatterElements", w.Stored(1), [("axis", op.Axis)], op.Reduction));
        table.Add<ScatterNd>((w, op) => Scatter(w, "ScatterND", w.Int64(1), [], op.Reduction));
        table.Add<TensorScatter>(TensorScatter);
    }

    private static void Gather(NodeWriter w, Gather op)
    {
        // Rows of a large table are picked before they become numbers.
        if (op.OutputType is { } type && w.Info(0).Quantization is { IsPerTensor: true }) w.Result(0, w.Dequantized(Picked(w, op, w.Stored(0)), w.Info(0), type));
        else if (op.OutputType is { } other) w.Result(0, Picked(w, op, w.Dequantized(w.Stored(0), w.Info(0), other)));
        else w.Move(x => Picked(w, op, x));
    }

    private static string Picked(NodeWriter w, Gather op, string x)
    {
        if (op.BatchDims == 0) return w.Emit("Gather", [x, w.Stored(1)], ("axis", op.Axis));
        int rank = w.Rank(0), indices = w.Rank(1);
        int batch = op.BatchDims < 0 ? op.BatchDims + indices : op.BatchDims, axis = InferenceContext.Axis(op.Axis, rank);
        if (batch == 0) return w.Emit("Gather", [x, w.Stored(1)], ("axis", axis));
        int between = axis - batch, own = indices - batch;
        string moved = w.Transposed(x, [.. Enumerable.Range(0, batch), axis, .. Enumerable.Range(batch, between), .. Enumerable.Range(axis + 1, rank - axis - 1)]);
        string picked = w.Emit("GatherND", [moved, w.Unsqueezed(w.Int64(1), -1)], ("batch_dims", batch));
        return w.Transposed(picked,
            [.. Enumerable.Range(0, batch), .. Enumerable.Range(batch + own, between), .. Enumerable.Range(batch, own), .. Enumerable.Range(batch + own + between, rank - axis - 1)]);
    }

    private static void Scatter(NodeWriter w, string type, string indices, (string, object)[] attributes, ScatterReduction reduction)
    {
        if (reduction == ScatterReduction.None)
        {
            w.Result(0, w.Emit(type, [w.Stored(0), indices, w.Stored(2)], attributes));
            return;
        }

        // Truth values are joined as numbers: or is the larger, and the smaller one.
        bool logical = w.Info(0).Type == ElementType.Bool;
        if (logical) reduction = reduction is ScatterReduction.Add or ScatterReduction.Max ? ScatterReduction.Max : ScatterReduction.Min;
        ElementType numbers = logical ? ElementType.Int32 : w.Info(0).Type;
        string Numbers(int operand) => w.Cast(w.Stored(operand), w.Info(operand).Type, numbers);
        string y = w.Emit(type, [Numbers(0), indices, Numbers(2)], [.. attributes, ("reduction", reduction.ToString().ToLowerInvariant())]);
        w.Result(0, w.Cast(y, numbers, w.Info(0).Type));
    }

    private static void TensorScatter(NodeWriter w, TensorScatter op)
    {
        w.RequireOpset(TensorScatterOpset, "TensorScatter");
        w.Result(0, w.Emit("TensorScatter", [w.Stored(0), w.Stored(1), w.Node.HasInput(2) ? w.List(2, "first") : ""],
            ("axis", op.Axis), ("mode", op.Circular ? "circular" : "linear")));
    }
}
