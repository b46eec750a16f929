using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Convolutions, with transpositions around them; constant weights are rearranged now.</summary>
internal static class ConvolutionWriters
{
    private const int X = 0, Weights = 1;
    private const int DeformConvOpset = 19;

    public static void Register(WriterTable table)
    {
        table.Add<Convolution>((w, op) => Write(w, op.Strides, op.Dilations, op.Padding, op.Groups, op.Activation, op.Hybrid, op.OutputType, depthwise: false));
        table.Add<DepthwiseConvolution>((w, op) => Write(w, op.Strides, op.Dilations, op.Padding, w.Size(X, -1), op.Activation, op.Hybrid, op.OutputType, depthwise: true));
        table.Add<TransposedConvolution>(Transposed);
        table.Add<DeformableConvolution>(Deformable);
    }

    private static void Write(NodeWriter w, ValueList<int> strides, ValueList<int> dilations, Padding padding, int groups, Activation activation,
        HybridQuantization hybrid, ElementType? outputType, bool depthwise)
    {
        int spatial = w.Spatial();
        int[] kernel = Kernel(w, spatial), sizes = w.Info(X).Shape.ToArray()[1..^1];
        (string, object)[] attributes =
        [
            ("kernel_shape", kernel), ("strides", strides), ("dilations", dilations), ("group", groups), w.Padding(padding, sizes, kernel, strides, dilations),
        ];
        // Depthwise weights [1, k…, C * m] have channels where the others have theirs in front.
        int[] order = depthwise ? [spatial + 1, 0, .. Enumerable.Range(1, spatial)] : Channels.FirstOrder(spatial);
        bool raw = outputType == ElementType.Int32 && w.IsQuantized(X);
        if (raw) RequireUnscaled(w);
        string x = w.ToFirst(Activations(w, hybrid, spatial), spatial);
        string y = w.Emit("Conv", [x, w.RealTransposed(Weights, order), raw ? RawBias(w) : Bias.Real(w, 2, X, Weights)], attributes);
        y = w.ToLast(y, spatial);
        if (raw) w.Result(0, w.Cast(y, ElementType.Float32, ElementType.Int32));
        else w.Finish(y, activation);
    }

    /// <summary>Accumulators are sums of integers; with scales of 1 they are sums of the numbers, exact below 2^24.</summary>
    private static void RequireUnscaled(NodeWriter w)
    {
        for (int i = X; i <= Weights; i++)
            if (w.Info(i).Quantization is { } q && q.Scales.Any(s => s != 1)) throw new UnwritableException($"sums of integers as they are, of operand {i} with scales: {w.Info(i)}");
    }

    private static string RawBias(NodeWriter w) => w.Node.HasInput(2) ? w.Cast(w.Stored(2), w.Info(2).Type, ElementType.Float32) : "";

    private static string Activations(NodeWriter w, HybridQuantization hybrid, int spatial) => DynamicRange.IsDynamic(w, hybrid, X, Weights)
        ? DynamicRange.Rounded(w, w.Stored(X), hybrid, [.. Enumerable.Range(1, spatial + 1).Select(a => (long)a)])
        : w.Real(X);

    private static int[] Kernel(NodeWriter w, int spatial) => [.. Enumerable.Range(1, spatial).Select(axis => w.Size(Weights, axis))];

    private static void Transposed(NodeWriter w, TransposedConvolution op)
    {
        int spatial = w.Spatial();
        int[] kernel = Kernel(w, spatial), output = w.Node.Outputs[0].Info.Shape.ToArray();
        bool stated = w.Node.HasInput(3) || op.Padding.Mode is PaddingMode.SameUpper or PaddingMode.SameLower;
        int[] pads = new int[2 * spatial], extra = op.OutputPadding.Count == 0 ? new int[spatial] : [.. op.OutputPadding];
        for (int i = 0; i < spatial; i++)
        {
            if (!stated) (pads[i], pads[spatial + i]) = op.Padding.Mode == PaddingMode.Explicit ? (op.Padding.Before[i], op.Padding.After[i]) : (0, 0);
            else (pads[i], pads[spatial + i], extra[i]) = Fitted(w, op, i, output[i + 1], kernel[i]);
        }

        string x = w.ToFirst(Activations(w, op.Hybrid, spatial), spatial);
        string y = w.Emit("ConvTranspose", [x, TransposedWeights(w, op.Groups, spatial), Bias.Real(w, 2, X, Weights)],
            ("kernel_shape", kernel), ("strides", op.Strides), ("dilations", op.Dilations), ("group", op.Groups), ("pads", pads), ("output_padding", extra));
        w.Finish(w.ToLast(y, spatial), op.Activation);
    }

    /// <summary>Padding with which the output has the size that is asked for.</summary>
    private static (int Before, int After, int Extra) Fitted(NodeWriter w, TransposedConvolution op, int axis, int output, int kernel)
    {
        int input = w.Size(X, axis + 1);
        if (output < 0) throw new UnwritableException("the size of the output is computed at run time, ONNX takes attributes");
        (int before, _) = op.Padding.Resolve(axis, output, kernel, op.Strides[axis], op.Dilations[axis]);
        int whole = ((input - 1) * op.Strides[axis]) + ((kernel - 1) * op.Dilations[axis]) + 1;
        int after = whole - before - output;
        return after >= 0 ? (before, after, 0) : (before, 0, -after);
    }

    /// <summary><c>[O, k…, C / groups]</c> as <c>[C, O / groups, k…]</c>.</summary>
    private static string TransposedWeights(NodeWriter w, int groups, int spatial)
    {
        int[] order = [spatial + 1, 0, .. Enumerable.Range(1, spatial)];
        if (groups == 1) return w.RealTransposed(Weights, order);
        int[] sizes = w.Sizes(Weights);
        long perGroup = sizes[0] / groups;
        string grouped = w.Reshaped(w.Real(Weights), [groups, perGroup, .. sizes[1..].Select(s => (long)s)]);
        string ordered = w.Transposed(grouped, [0, spatial + 2, 1, .. Enumerable.Range(2, spatial)]);
        return w.Reshaped(ordered, [(long)groups * sizes[^1], perGroup, .. sizes[1..^1].Select(s => (long)s)]);
    }

    private static void Deformable(NodeWriter w, DeformableConvolution op)
    {
        const int Plane = 2;
        w.RequireOpset(DeformConvOpset, "DeformConv");
        int[] kernel = Kernel(w, Plane), sizes = w.Info(X).Shape.ToArray()[1..^1];
        string mask = w.Node.HasInput(4) ? w.ToFirst(w.Stored(4), Plane) : "";
        string y = w.Emit("DeformConv",
            [w.ToFirst(w.Stored(X), Plane), w.RealTransposed(Weights, Channels.FirstOrder(Plane)), w.ToFirst(w.Stored(2), Plane), w.Node.HasInput(3) ? w.Stored(3) : "", mask],
            ("kernel_shape", kernel), ("strides", op.Strides), ("dilations", op.Dilations), ("group", op.Groups), ("offset_group", op.OffsetGroups),
            w.Padding(op.Padding, sizes, kernel, op.Strides, op.Dilations));
        w.Result(0, w.ToLast(y, Plane));
    }
}
