using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Goes from channels first, as the format has it, to channels last and back.</summary>
internal static class ChannelsLast
{
    private const int MostSpatial = 3;

    /// <summary>The orders by spatial dimensions: thousands of transpositions share a few constants.</summary>
    private static readonly Tensor[] s_toLast = Each(Order), s_toFirst = Each(Back);

    /// <summary><c>[N, C, spatial…]</c> as <c>[N, spatial…, C]</c>.</summary>
    public static Value ToLast(this MappingContext context, Value x, int spatial) => spatial == 0 ? x : context.Transpose(x, context.OrderToLast(spatial));

    /// <summary><c>[N, spatial…, C]</c> as <c>[N, C, spatial…]</c>.</summary>
    public static Value ToFirst(this MappingContext context, Value x, int spatial) => spatial == 0 ? x : context.Transpose(x, context.Shared("channels first", s_toFirst, Back, spatial));

    /// <summary>What <see cref="ToLast"/> transposes by.</summary>
    public static Value OrderToLast(this MappingContext context, int spatial) => context.Shared("channels last", s_toLast, Order, spatial);

    /// <summary>Runs an operator on channels-last tensors and states its result.</summary>
    public static void EmitSpatial(this MappingContext context, int spatial, Op op, params ReadOnlySpan<Value?> inputs) =>
        context.EmitSpatial(spatial, op, null, inputs);

    /// <summary>Like the other, for a quantized result.</summary>
    public static void EmitSpatial(this MappingContext context, int spatial, Op op, QuantizationInfo? quantization, ReadOnlySpan<Value?> inputs) =>
        context.SetOutput(0, context.ToFirst(context.Builder.Add(context.Name, op, inputs, quantization), spatial));

    public static long[] Order(int spatial) => [0, .. Axes(2, spatial), 1];

    public static long[] Back(int spatial) => [0, spatial + 1, .. Axes(1, spatial)];

    private static Value Shared(this MappingContext context, string name, Tensor[] known, Func<int, long[]> order, int spatial) =>
        spatial < known.Length ? context.Graph.Shared(name, known[spatial]) : context.Integers(name, order(spatial));

    private static Tensor[] Each(Func<int, long[]> order)
    {
        var tensors = new Tensor[MostSpatial + 1];
        for (int spatial = 0; spatial < tensors.Length; spatial++) tensors[spatial] = Tensor.FromInt64(order(spatial));
        return tensors;
    }

    /// <summary>Axes that follow each other.</summary>
    public static long[] Axes(int first, int count)
    {
        var axes = new long[count];
        for (int i = 0; i < count; i++) axes[i] = first + i;
        return axes;
    }
}
