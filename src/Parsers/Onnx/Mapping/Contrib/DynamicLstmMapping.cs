using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>An LSTM with weights as bytes, whose activations are made bytes in every step with the scale that fits them.</summary>
internal static class DynamicLstmMapping
{
    private const int WeightScale = 8, RecurrentScale = 10;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["DynamicQuantizeLSTM"] = DynamicQuantizeLstm,
    };

    private static void DynamicQuantizeLstm(MappingContext context)
    {
        if (context.Attributes.Flag("layout")) throw new UnmappedException("attribute 'layout' is set, which the operator does not have");
        var layer = new RecurrentLayer(context, gates: 4);
        int index = 0;
        layer.Emit(direction => Direction(context, layer, direction, index++));
    }

    /// <summary>h of every step <c>[T, N, H]</c>, and the last h and c <c>[N, H]</c>.</summary>
    private static ImmutableArray<Value> Direction(MappingContext context, RecurrentLayer layer, RecurrentDirection direction, int index)
    {
        Value? bias = null;
        if (context.Optional(3) is { } biases)
        {
            Value own = Slice(context, biases, index);
            long half = 4L * layer.Units;
            bias = context.Binary(BinaryKind.Add, context.Part(own, 0, 0, half), context.Part(own, 0, half, 2 * half));
        }

        // The whole sequence has one scale, so that its order does not matter yet.
        Value gates = IntegerProductMapping.DynamicProduct(context, layer.X, Slice(context, context.Input(1), index), Parameters(context, WeightScale, index), bias);
        if (direction.IsBackward) gates = Turned(context, gates, layer.Lengths);
        var step = new DynamicLstmStep(layer, direction.Functions(3))
        {
            Weights = Slice(context, context.Input(2), index),
            Parameters = Parameters(context, RecurrentScale, index),
            Peepholes = context.Optional(7) is { } peepholes ? Slice(context, peepholes, index) : null,
            IsCoupled = context.Attributes.Flag("input_forget"),
        };
        ImmutableArray<Value> results = step.Run(context, direction.Name, gates, direction.Initial(5), direction.Initial(6));
        return direction.IsBackward ? [Turned(context, results[0], layer.Lengths), results[1], results[2]] : results;
    }

    private static Value Turned(MappingContext context, Value steps, Value? lengths) => lengths is null
        ? context.Add("turned", new Reverse(), steps, context.Integers("time", 0))
        : context.Add("turned", new ReverseSequence(0, 1), steps, lengths);

    /// <summary>Scale and zero point of a direction's weights: one, or one per column.</summary>
    private static QuantizationParameters Parameters(MappingContext context, int scale, int index) =>
        new(Slice(context, context.Input(scale), index), context.Optional(scale + 1) is { } zero ? Slice(context, zero, index) : null, -1);

    /// <summary>One index of the first dimension; of a constant, a constant.</summary>
    private static Value Slice(MappingContext context, Value x, int index)
    {
        if (x.Constant is not { } constant || constant.Info.Type.IsPacked() || constant.Info.Shape.Rank == 0 || index >= constant.Info.Shape[0])
            return context.Squeeze(context.Part(x, 0, index, index + 1), 0);
        int bytes = constant.Bytes.Length / constant.Info.Shape[0];
        var info = new TensorInfo(constant.Info.Type, Shape.Create(constant.Info.Shape.Dimensions.Span[1..]));
        return context.Builder.Constant($"{x.Name}/{index}", new Tensor(info, constant.Bytes.Slice(index * bytes, bytes)));
    }
}
