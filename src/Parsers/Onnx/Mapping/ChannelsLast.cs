using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Goes from channels first, as the format has it, to channels last and back.</summary>
internal static class ChannelsLast
{
    /// <summary><c>[N, C, spatial…]</c> as <c>[N, spatial…, C]</c>.</summary>
    public static Value ToLast(this MappingContext context, Value x, int spatial) => spatial == 0 ? x : context.Transpose(x, Order(spatial));

    /// <summary><c>[N, spatial…, C]</c> as <c>[N, C, spatial…]</c>.</summary>
    public static Value ToFirst(this MappingContext context, Value x, int spatial) => spatial == 0 ? x : context.Transpose(x, Back(spatial));

    /// <summary>Runs an operator on channels-last tensors and states its result.</summary>
    public static void EmitSpatial(this MappingContext context, int spatial, Op op, params ReadOnlySpan<Value?> inputs) =>
        context.EmitSpatial(spatial, op, null, inputs);

    /// <summary>Like the other, for a quantized result.</summary>
    public static void EmitSpatial(this MappingContext context, int spatial, Op op, QuantizationInfo? quantization, ReadOnlySpan<Value?> inputs) =>
        context.SetOutput(0, context.ToFirst(context.Builder.Add(context.Name, op, inputs, quantization), spatial));

    public static long[] Order(int spatial) => [0, .. Axes(2, spatial), 1];

    public static long[] Back(int spatial) => [0, spatial + 1, .. Axes(1, spatial)];

    /// <summary>Axes that follow each other.</summary>
    public static long[] Axes(int first, int count)
    {
        var axes = new long[count];
        for (int i = 0; i < count; i++) axes[i] = first + i;
        return axes;
    }
}
