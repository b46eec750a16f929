using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>Pooling and means of quantized integers, and pooling that has channels last.</summary>
internal static class QLinearPoolMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["QLinearAveragePool"] = AveragePool,
        ["QLinearGlobalAveragePool"] = GlobalAveragePool,
        ["QLinearReduceMean"] = ReduceMean,
        ["NhwcMaxPool"] = NhwcMaxPool,
    };

    /// <summary>Averages of real numbers; the zero point is added before they are rounded.</summary>
    private static void AveragePool(MappingContext context)
    {
        Value x = context.Input(0);
        QuantizationParameters ofX = QuantizationParameters.At(context, 1, 2), ofY = QuantizationParameters.At(context, 3, 4);
        bool last = context.Attributes.Flag("channels_last");
        WindowAttributes window = WindowAttributes.Read(context.Attributes);
        Value real = QuantizationMapping.Dequantize(context, x, ofX, ElementType.Float32);
        Value mean = context.Add("mean", Pool(context, PoolKind.Average, window), last ? real : context.ToLast(real, window.Spatial));
        Value y = ofY.Known(-1) is { IsPerTensor: true } known
            ? context.AddQuantized("stored", new Quantize(x.Info.Type) { Requantization = Requantization.FloatWithZeroPoint }, known, mean)
            : QuantizationMapping.Quantize(context, mean, ofY, x.Info.Type);
        context.SetOutput(0, last ? y : context.ToFirst(y, window.Spatial));
    }

    /// <summary>Sums of integers, scaled once.</summary>
    private static void GlobalAveragePool(MappingContext context)
    {
        int rank = context.Input(0).RankOf("operand 0"), spatial = Math.Max(0, rank - 2);
        int first = context.Attributes.Flag("channels_last") ? 1 : 2;
        Mean(context, true, [.. Enumerable.Range(first, spatial).Select(a => (long)a)]);
    }

    private static void ReduceMean(MappingContext context)
    {
        long[] axes = context.Attributes.Ints("axes") ?? [.. Enumerable.Range(0, context.Input(0).RankOf("operand 0")).Select(a => (long)a)];
        Mean(context, context.Attributes.Flag("keepdims", true), axes);
    }

    private static void Mean(MappingContext context, bool keep, long[] axes)
    {
        Value x = context.Input(0);
        QuantizationParameters ofX = QuantizationParameters.At(context, 1, 2), ofY = QuantizationParameters.At(context, 3, 4);
        if (QLinearMapping.Described(context, x, ofX) is { } described && ofY.Known(-1) is { IsPerTensor: true } known)
        {
            var op = new Reduce(ReduceKind.Mean) { KeepDims = keep, Requantization = Requantization.Float };
            context.SetOutput(0, context.AddQuantized("mean", op, known, described, context.Integers("axes", axes)));
            return;
        }

        Value mean = context.Reduce(ReduceKind.Mean, QuantizationMapping.Dequantize(context, x, ofX, ElementType.Float32), keep, axes);
        context.SetOutput(0, QuantizationMapping.Quantize(context, mean, ofY, x.Info.Type));
    }

    private static void NhwcMaxPool(MappingContext context)
    {
        Value x = context.Input(0);
        context.SetOutput(0, context.AddQuantized("max", Pool(context, PoolKind.Max, WindowAttributes.Read(context.Attributes)), x.Info.Quantization, x));
    }

    private static Pool Pool(MappingContext context, PoolKind kind, WindowAttributes window) =>
        new(kind, window.Kernel.ToValueList(), window.Strides, window.Padding)
        {
            Dilations = window.Dilations,
            CountIncludePad = context.Attributes.Flag("count_include_pad"),
            Ceiling = context.Attributes.Flag("ceil_mode"),
        };
}
