using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Convolutions, with transpositions around them; constant weights are rearranged now.</summary>
internal static class ConvolutionWriters
{
    private const int X = 0, Weights = 1;
    private const int DeformConvOpset = 19;

    public static void Register(WriterTable table)
    {
        table.Add<Convolution>((w, op) => Write(w, op.Strides, op.Dilations, op.Padding, op.Groups, op.Activation, op.Hybrid, op.OutputType, op.Requantization, depthwise: false));
        table.Add<DepthwiseConvolution>((w, op) => Write(w, op.Strides, op.Dilations, op.Padding, Depth(w), op.Activation, op.Hybrid, op.OutputType, op.Requantization, depthwise: true));
        table.Add<TransposedConvolution>(Transposed);
        table.Add<DeformableConvolution>(Deformable);
    }

    /// <summary>Groups of a depthwise convolution: input channels. Where these are unknown, one for each output channel; a runtime that finds others refuses.</summary>
    private static int Depth(NodeWriter w) => w.Info(X).Shape is { IsRanked: true } x && x[x.Rank - 1] >= 0 ? x[x.Rank - 1] : w.Size(Weights, -1);

    private static void Write(NodeWriter w, ValueList<int> strides, ValueList<int> dilations, Padding padding, int groups, Activation activation,
        HybridQuantization hybrid, ElementType? outputType, Requantization requantization, bool depthwise)
    {
        int spatial = w.Spatial();
        int[] kernel = Kernel(w, spatial), sizes = w.Info(X).Shape.ToArray()[1..^1];
        (string, object)[] attributes =
        [
            ("kernel_shape", kernel), ("strides", strides), ("dilations", dilations), ("group", groups), w.Padding(padding, sizes, kernel, strides, dilations),
        ];
        // Depthwise weights [1, k…, C * m] have channels where the others have theirs in front.
        int[] order = depthwise ? [spatial + 1, 0, .. Enumerable.Range(1, spatial)] : Channels.FirstOrder(spatial);
        if (DynamicRange.IsDynamic(w, hybrid, X, Weights))
        {
            Dynamic(w, hybrid, spatial, activation, x => w.Emit("Conv", [x, w.IntegersTransposed(Weights, order)], attributes));
            return;
        }

        bool raw = outputType == ElementType.Int32 && w.IsQuantized(X);
        if (raw) RequireUnscaled(w);
        string y = w.Emit("Conv", [w.RealFirst(X, spatial), w.RealTransposed(Weights, order), raw ? RawBias(w) : Bias.Real(w, 2, X, Weights)], attributes);
        if (raw) w.Result(0, w.Cast(w.ToLast(y, spatial), ElementType.Float32, ElementType.Int32));
        else if (ExactRounding.IsTwice(w, requantization)) w.Finish(ExactRounding.Twice(w, w.ToLast(y, spatial), X, Weights), activation);
        else w.FinishLast(y, spatial, activation);
    }

    /// <summary>Activations of a batch share a scale.</summary>
    private static void Dynamic(NodeWriter w, HybridQuantization hybrid, int spatial, Activation activation, Func<string, string> convolve)
    {
        (string integers, string scale) = DynamicRange.Quantized(w, w.Stored(X), hybrid, [.. Enumerable.Range(1, spatial + 1).Select(a => (long)a)]);
        string y = DynamicRange.Scaled(w, w.ToLast(convolve(w.ToFirst(integers, spatial)), spatial), scale, Weights);
        w.Finish(w.Node.HasInput(2) ? w.Emit("Add", [y, w.Stored(2)]) : y, activation);
    }

    /// <summary>Accumulators are sums of integers; with scales of 1 they are sums of the numbers, exact below 2^24.</summary>
    private static void RequireUnscaled(NodeWriter w)
    {
        for (int i = X; i <= Weights; i++)
            if (w.Info(i).Quantization is { } q && q.Scales.Any(s => s != 1)) throw new UnwritableException($"sums of integers as they are, of operand {i} with scales: {w.Info(i)}");
    }

    private static string RawBias(NodeWriter w) => w.Node.HasInput(2) ? w.Cast(w.Stored(2), w.Info(2).Type, ElementType.Float32) : "";

    private static int[] Kernel(NodeWriter w, int spatial) => [.. Enumerable.Range(1, spatial).Select(axis => w.Size(Weights, axis))];

    private static void Transposed(NodeWriter w, TransposedConvolution op)
    {
        int spatial = w.Spatial();
        int[] kernel = Kernel(w, spatial), output = w.Node.Outputs[0].Info.Shape.ToArray();
        bool stated = w.Node.HasInput(3) || op.Padding.Mode is PaddingMode.SameUpper or PaddingMode.SameLower;
        bool computed = w.Node.HasInput(3) && output.AsSpan(1, spatial).Contains(-1);
        int[] pads = new int[2 * spatial], extra = op.OutputPadding.Count == 0 ? new int[spatial] : [.. op.OutputPadding];
        for (int i = 0; i < spatial; i++)
        {
            if (!stated || computed) (pads[i], pads[spatial + i]) = op.Padding.Mode == PaddingMode.Explicit ? (op.Padding.Before[i], op.Padding.After[i]) : (0, 0);
            else (pads[i], pads[spatial + i], extra[i]) = Fitted(w, op, i, output[i + 1], kernel[i]);
        }

        (string, object)[] attributes =
        [
            ("kernel_shape", kernel), ("strides", op.Strides), ("dilations", op.Dilations), ("group", op.Groups), ("pads", pads), ("output_padding", extra),
        ];
        string bias = Bias.Real(w, 2, X, Weights);
        if (DynamicRange.IsDynamic(w, op.Hybrid, X, Weights))
            Dynamic(w, op.Hybrid, spatial, op.Activation, x => w.Emit("ConvTranspose", [x, TransposedWeights(w, op.Groups, spatial, integers: true)], attributes));
        else if (computed)
            w.Finish(Resized(w, op, spatial, w.ToLast(w.Emit("ConvTranspose", [w.RealFirst(X, spatial), TransposedWeights(w, op.Groups, spatial)], attributes), spatial), bias), op.Activation);
        else
            w.FinishLast(w.Emit("ConvTranspose", [w.RealFirst(X, spatial), TransposedWeights(w, op.Groups, spatial), bias], attributes), spatial, op.Activation);
    }

    /// <summary>The full result cut off, or filled up, at the end to a size that is computed at run time; the bias counts everywhere.</summary>
    private static string Resized(NodeWriter w, TransposedConvolution op, int spatial, string y, string bias)
    {
        if (op.Padding.Mode is PaddingMode.SameUpper or PaddingMode.SameLower) throw new UnwritableException("the size of the output, and with it the padding, is computed at run time");
        string sizes = w.List(3, "sizes"), own = w.Emit("Shape", [y], ("start", 1), ("end", spatial + 1));
        string lack = w.Emit("Max", [w.Emit("Sub", [sizes, own]), w.Int64s("zeros", new int[spatial])]);
        string pads = w.Emit("Concat", [w.Int64s("none", new int[spatial + 3]), lack, w.Int64s("none", 0)], ("axis", 0));
        string filled = w.Emit("Pad", [y, pads, w.Scalar(ElementType.Float32, 0)]);
        string cut = w.Emit("Slice", [filled, w.Int64s("starts", new int[spatial]), sizes, w.Int64s("axes", Enumerable.Range(1, spatial))]);
        return bias.Length == 0 ? cut : w.Emit("Add", [cut, bias]);
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
    private static string TransposedWeights(NodeWriter w, int groups, int spatial, bool integers = false)
    {
        int[] order = [spatial + 1, 0, .. Enumerable.Range(1, spatial)];
        if (groups == 1) return integers ? w.IntegersTransposed(Weights, order) : w.RealTransposed(Weights, order);
        int[] sizes = w.Sizes(Weights), own = [.. Enumerable.Range(0, spatial + 2)];
        long perGroup = sizes[0] / groups;
        string grouped = w.Reshaped(integers ? w.IntegersTransposed(Weights, own) : w.Real(Weights), [groups, perGroup, .. sizes[1..].Select(s => (long)s)]);
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
