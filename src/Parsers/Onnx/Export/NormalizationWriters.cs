using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Normalisations and what turns numbers into parts of a whole.</summary>
internal static class NormalizationWriters
{
    private const int ScalePerChannel = 21, RmsOpset = 23;

    public static void Register(WriterTable table)
    {
        table.Add<BatchNormalization>(Batch);
        table.Add<LayerNormalization>(Layer);
        table.Add<GroupNormalization>(Group);
        table.Add<RmsNormalization>(Rms);
        table.Add<L2Normalization>(L2);
        table.Add<LocalResponseNormalization>(LocalResponse);
        table.Add<MeanVarianceNormalization>(MeanVariance);
        table.Add<Softmax>(Softmax);
        table.Add<LogSoftmax>((w, op) => w.Finish(w.Emit("LogSoftmax", [w.Real(0)], ("axis", op.Axis))));
        table.Add<Hardmax>((w, op) => w.Result(0, w.Emit("Hardmax", [w.Stored(0)], ("axis", op.Axis))));
    }

    private static void Batch(NodeWriter w, BatchNormalization op)
    {
        int spatial = Math.Max(w.Spatial(), 0);
        string x = w.Rank(0) < 2 ? w.Emit("Unsqueeze", [w.Stored(0), w.Int64s("axes", 0)]) : w.ToFirst(w.Stored(0), spatial);
        string y = w.Emit("BatchNormalization", [x, w.Stored(1), w.Stored(2), w.Stored(3), w.Stored(4)], ("epsilon", op.Epsilon));
        w.Finish(w.Rank(0) < 2 ? w.Emit("Squeeze", [y, w.Int64s("axes", 0)]) : w.ToLast(y, spatial), op.Activation);
    }

    private static void Layer(NodeWriter w, LayerNormalization op)
    {
        // Statistics are Float32 in ONNX, of the input's type in networks.
        ElementType type = w.Info(0).Type;
        string scale = w.Node.HasInput(1) ? w.Stored(1) : w.Filled(type, [w.Size(0, -1)], 1);
        string[] y = w.EmitMany("LayerNormalization", op.Statistics ? 3 : 1, [w.Stored(0), scale, w.Node.HasInput(2) ? w.Stored(2) : ""],
            ("axis", op.Axis), ("epsilon", op.Epsilon));
        w.Result(0, y[0]);
        for (int i = 1; i < y.Length; i++) w.Result(i, w.Cast(y[i], ElementType.Float32, type));
    }

    private static void Group(NodeWriter w, GroupNormalization op)
    {
        int spatial = w.Spatial(), channels = w.Size(0, -1);
        ElementType type = w.Info(0).Type;
        string x = w.ToFirst(w.Stored(0), spatial);
        string scale = w.Node.HasInput(1) ? w.Stored(1) : w.Filled(type, [channels], 1), bias = w.Node.HasInput(2) ? w.Stored(2) : w.Filled(type, [channels], 0);
        string y;
        if (op.Groups is { } groups && groups != channels)
        {
            w.RequireOpset(ScalePerChannel, "GroupNormalization with scales per channel");
            y = w.Emit("GroupNormalization", [x, scale, bias], ("num_groups", groups), ("epsilon", op.Epsilon));
        }
        else
        {
            y = w.Emit("InstanceNormalization", [x, scale, bias], ("epsilon", op.Epsilon));
        }

        w.Result(0, w.ToLast(y, spatial));
    }

    private static void Rms(NodeWriter w, RmsNormalization op)
    {
        ElementType type = w.Info(0).Type;
        string x = w.Stored(0);
        if (w.Opset >= RmsOpset)
        {
            w.Result(0, w.Emit("RMSNormalization", [x, w.Node.HasInput(1) ? w.Stored(1) : w.Filled(type, [w.Size(0, -1)], 1)], ("axis", op.Axis), ("epsilon", op.Epsilon)));
            return;
        }

        int rank = w.Rank(0), first = InferenceContext.Axis(op.Axis, rank);
        string mean = w.Emit("ReduceMean", [w.Emit("Mul", [x, x]), w.Int64s("axes", Enumerable.Range(first, rank - first))]);
        string y = w.Emit("Div", [x, w.Emit("Sqrt", [w.Emit("Add", [mean, w.Scalar(type, op.Epsilon)])])]);
        w.Result(0, w.Node.HasInput(1) ? w.Emit("Mul", [y, w.Stored(1)]) : y);
    }

    private static void L2(NodeWriter w, L2Normalization op)
    {
        string x = w.Real(0);
        string length = w.Emit("Max", [w.Emit("ReduceL2", [x, w.Int64s("axes", op.Axis)]), w.Scalar(w.RealType(0), op.Epsilon)]);
        w.Finish(w.Emit("Div", [x, length]));
    }

    private static void LocalResponse(NodeWriter w, LocalResponseNormalization op)
    {
        // ONNX divides the factor by the size of the window.
        int size = (2 * op.Radius) + 1, spatial = w.Spatial();
        string y = w.Emit("LRN", [w.ToFirst(w.Stored(0), spatial)], ("size", size), ("alpha", op.Alpha * size), ("beta", op.Beta), ("bias", op.Bias));
        w.Result(0, w.ToLast(y, spatial));
    }

    private static void MeanVariance(NodeWriter w, MeanVarianceNormalization op)
    {
        string x = w.Stored(0), axes = w.List(1, "axes");
        string distance = w.Emit("Sub", [x, w.Emit("ReduceMean", [x, axes])]);
        if (!op.NormalizeVariance)
        {
            w.Result(0, distance);
            return;
        }

        string deviation = w.Emit("Sqrt", [w.Emit("ReduceMean", [w.Emit("Mul", [distance, distance]), axes])]);
        w.Result(0, w.Emit("Div", [distance, w.Emit("Add", [deviation, w.Scalar(w.Info(0).Type, op.Epsilon)])]));
    }

    private static void Softmax(NodeWriter w, Softmax op)
    {
        string x = w.Real(0);
        if (op.Beta != 1) x = w.Emit("Mul", [x, w.Scalar(w.RealType(0), op.Beta)]);
        string y = w.Emit("Softmax", [x], ("axis", op.Axis));
        TensorInfo info = w.Node.Outputs[0].Info;
        w.Finish(info.Quantization is null ? w.Cast(y, w.RealType(0), info.Type) : y);
    }
}
