using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Convolutions and matrix products of floats.</summary>
internal static class DenseMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Conv"] = Conv,
        ["ConvTranspose"] = ConvTranspose,
        ["MatMul"] = MatMul,
        ["Gemm"] = context => context.SetOutput(0, GemmOf(context)),
    };

    private static void Conv(MappingContext context)
    {
        Value weights = context.Input(1);
        var convolution = ConvolutionShape.Read(context, weights);
        Value x = context.ToLast(context.Input(0), convolution.Spatial);
        context.EmitSpatial(convolution.Spatial, convolution.ToOp(), x, convolution.Weights(context, weights), context.Optional(2));
    }

    private static void ConvTranspose(MappingContext context)
    {
        Value x = context.Input(0), weights = context.Input(1);
        Shape shape = weights.Info.Shape;
        if (!shape.IsRanked || shape.Rank < 3) throw new UnmappedException($"weights are {weights.Info}, expected at least 3 dimensions");
        int spatial = shape.Rank - 2, groups = context.Attributes.Int32("group", 1);
        WindowAttributes window = WindowAttributes.Read(context.Attributes, shape.ToArray()[2..]);
        ValueList<int> extra = (context.Attributes.Int32s("output_padding") ?? new int[spatial]).ToValueList();
        Padding padding = TransposedPadding(context, x, window, ref extra);
        context.EmitSpatial(spatial, new TransposedConvolution(window.Strides, window.Dilations, padding) { Groups = groups, OutputPadding = extra },
            context.ToLast(x, spatial), TransposedWeights(context, weights, groups), context.Optional(2));
    }

    /// <summary>How much is cut off the full result: as stated, or so that a stated or proportional size results.</summary>
    private static Padding TransposedPadding(MappingContext context, Value x, WindowAttributes window, ref ValueList<int> extra)
    {
        int[]? sizes = context.Attributes.Int32s("output_shape");
        bool same = window.Padding.Mode is PaddingMode.SameUpper or PaddingMode.SameLower;
        if (sizes is null && !same) return window.Padding;
        int[] before = new int[window.Spatial], after = new int[window.Spatial], added = [.. extra];
        for (int i = 0; i < window.Spatial; i++)
        {
            if (window.Kernel[i] < 0) throw new UnmappedException("the size of the window is unknown");
            // With proportional sizes the size of the input cancels out.
            long input = x.Info.Shape.IsRanked && x.Info.Shape.Rank > i + 2 ? x.Info.Shape[i + 2] : -1;
            if (sizes is not null && input < 0) throw new UnmappedException("attribute 'output_shape' needs a known input size");
            long wanted = sizes is null ? 0 : sizes[^(window.Spatial - i)] - (window.Strides[i] * input);
            long total = (((long)window.Kernel[i] - 1) * window.Dilations[i]) + 1 + added[i] - window.Strides[i] - wanted;
            if (total < 0) (added[i], total) = ((int)(added[i] - total), 0);
            bool upper = window.Padding.Mode != PaddingMode.SameLower && (same || sizes is null);
            before[i] = (int)(upper ? total / 2 : total - (total / 2));
            after[i] = (int)(total - before[i]);
        }

        extra = added.ToValueList();
        return Padding.Explicit(before.ToValueList(), after.ToValueList());
    }

    /// <summary><c>[C, O / groups, kernel…]</c> as <c>[O, kernel…, C / groups]</c>.</summary>
    private static Value TransposedWeights(MappingContext context, Value weights, int groups)
    {
        int spatial = weights.Info.Shape.Rank - 2;
        if (groups == 1) return context.Transpose(weights, [1, .. Enumerable.Range(2, spatial).Select(i => (long)i), 0]);
        if (!weights.Info.Shape.IsStatic || groups < 1 || weights.Info.Shape[0] % groups != 0)
            throw new UnmappedException($"weights are {weights.Info}, expected known sizes and a multiple of {groups} channels");
        long[] sizes = [.. weights.Info.Shape.ToArray().Select(s => (long)s)];
        long[] kernel = sizes[2..];
        Value grouped = context.Reshape(weights, [groups, sizes[0] / groups, sizes[1], .. kernel]);
        Value ordered = context.Transpose(grouped, [0, 2, .. Enumerable.Range(3, spatial).Select(i => (long)i), 1]);
        return context.Reshape(ordered, [groups * sizes[1], .. kernel, sizes[0] / groups]);
    }

    private static void MatMul(MappingContext context)
    {
        Value a = context.Input(0), b = context.Input(1);
        ElementType type = a.Info.Type;
        context.SetOutput(0, type.IsFloat() ? Product(context, a, b)
            : context.Cast(Product(context, context.Cast(a, ElementType.Float64), context.Cast(b, ElementType.Float64)), type));
    }

    /// <summary>The product of two tensors; a vector on the left is a row, one on the right a column, which the result does not have.</summary>
    public static Value Product(MappingContext context, Value a, Value b, Func<Value, Value, Value>? multiply = null)
    {
        multiply ??= (x, y) => context.Add("product", new MatMul(), x, y);
        bool row = a.Info.Shape is { IsRanked: true, Rank: 1 }, column = b.Info.Shape is { IsRanked: true, Rank: 1 };
        Value y = multiply(row ? context.Unsqueeze(a, 0) : a, column ? context.Unsqueeze(b, 1) : b);
        return (row, column) switch
        {
            (true, true) => context.Squeeze(y, -1, -2),
            (true, false) => context.Squeeze(y, -2),
            (false, true) => context.Squeeze(y, -1),
            _ => y,
        };
    }

    /// <summary><c>alpha A B + beta C</c>; with a row of C it is a fully connected layer.</summary>
    public static Value GemmOf(MappingContext context)
    {
        Value a = context.Input(0), b = context.Input(1);
        Value? c = context.Optional(2);
        float alpha = context.Attributes.Float("alpha", 1), beta = context.Attributes.Float("beta", 1);
        bool transposeA = context.Attributes.Flag("transA"), transposeB = context.Attributes.Flag("transB");
        if (alpha == 1 && a.Info.Type.IsFloat() && (c is null || (beta == 1 && IsRow(c, b, transposeB))))
        {
            Value x = transposeA ? context.Transpose(a, 1, 0) : a, weights = transposeB ? b : context.Transpose(b, 1, 0);
            return context.Builder.Add(context.Name, new FullyConnected { KeepDimensions = true }, [x, weights, c is null ? null : context.AsList(c)]);
        }

        ElementType type = a.Info.Type.IsFloat() ? a.Info.Type : ElementType.Float64;
        Value y = context.Add("product", new MatMul { TransposeA = transposeA, TransposeB = transposeB }, context.Cast(a, type), context.Cast(b, type));
        if (alpha != 1) y = context.Binary(BinaryKind.Mul, y, context.Scalar(type, alpha));
        if (c is not null)
        {
            Value added = context.Cast(c, type);
            if (beta != 1) added = context.Binary(BinaryKind.Mul, added, context.Scalar(type, beta));
            y = context.Binary(BinaryKind.Add, y, added);
        }

        return context.Cast(y, a.Info.Type);
    }

    private static bool IsRow(Value c, Value b, bool transposed)
    {
        Shape row = c.Info.Shape, weights = b.Info.Shape;
        if (!row.IsStatic || !weights.IsRanked || weights.Rank != 2) return false;
        int columns = weights[transposed ? 0 : 1];
        return columns > 0 && row.ElementCount == columns && row.Rank is 1 or 2 && row[row.Rank - 1] == columns;
    }
}
