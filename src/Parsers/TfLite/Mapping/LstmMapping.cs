using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>UNIDIRECTIONAL_SEQUENCE_LSTM, BIDIRECTIONAL_SEQUENCE_LSTM and LSTM.</summary>
internal static class LstmMapping
{
    private const int Projection = 16, HiddenState = 18, CellState = 19;

    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM] = Unidirectional,
            [TfLiteBuiltinOperator.BIDIRECTIONAL_SEQUENCE_LSTM] = Bidirectional,
            [TfLiteBuiltinOperator.LSTM] = Single,
        };

    private static void Unidirectional(MappingContext context)
    {
        UnidirectionalSequenceLSTMOptions o = context.Options<UnidirectionalSequenceLSTMOptions>();
        if (o.DiagonalRecurrentTensors) throw new UnmappedException("recurrent weights are diagonal, expected matrices");
        var op = new Lstm
        {
            TimeMajor = o.TimeMajor,
            Activation = o.Activation.ToOp(),
            CellClip = o.CellClip,
            ProjectionClip = o.ProjClip,
            Hidden = HiddenQuantization(context),
        };
        Value?[] operands = new Value?[24];
        for (int i = 0; i < operands.Length; i++) operands[i] = context.Optional(i);
        ImmutableArray<Value> results = context.Builder.AddMany(context.Name, op, operands,
            [new OutputSpec(context.OutputTensor(0).Name, context.OutputInfo(0).Quantization), State(context.Input(HiddenState)), State(context.Input(CellState))]);
        context.SetOutput(0, results[0]);
        WriteState(context, HiddenState, results[1]);
        WriteState(context, CellState, results[2]);
    }

    /// <summary>One step: the same over a sequence of length 1.</summary>
    private static void Single(MappingContext context)
    {
        LSTMOptions o = context.Options<LSTMOptions>();
        if (o.KernelType != TfLiteLstmKernel.Full) throw new UnmappedException("the basic kernel with one weight matrix is not supported");
        var op = new Lstm { Activation = o.Activation.ToOp(), CellClip = o.CellClip, ProjectionClip = o.ProjClip, Hidden = HiddenQuantization(context), TimeMajor = true };
        Value?[] operands = new Value?[24];
        for (int i = 0; i < operands.Length; i++) operands[i] = context.Optional(i);
        Value x = context.Input(0);
        operands[0] = context.Add("sequence", new ExpandDims(), [x, context.Integers("axis", 0)], x.Info.Quantization);
        ImmutableArray<Value> results = context.Builder.AddMany($"{context.Name}/lstm", op, operands, [Like(context, 0), State(context.Input(HiddenState)), State(context.Input(CellState))]);
        WriteState(context, HiddenState, results[1]);
        WriteState(context, CellState, results[2]);
        context.Emit(new Squeeze(), results[0], context.Integers("step", 0));
    }

    /// <summary>Two LSTMs, the second from the end; their results are joined along the features, or given apart.</summary>
    private static void Bidirectional(MappingContext context)
    {
        BidirectionalSequenceLSTMOptions o = context.Options<BidirectionalSequenceLSTMOptions>();
        if (Enumerable.Range(39, 9).Any(context.Has)) throw new UnmappedException("auxiliary inputs are not supported");
        Value forward = Direction(context, o, 1, 35, false), backward = Direction(context, o, 18, 37, true);
        if (o.MergeOutputs)
        {
            context.Emit(new Concat(-1), forward, backward);
            return;
        }

        context.SetOutput(0, forward);
        context.SetOutput(1, backward);
    }

    private static Value Direction(MappingContext context, BidirectionalSequenceLSTMOptions o, int weights, int states, bool backward)
    {
        var op = new Lstm { TimeMajor = o.TimeMajor, Backward = backward, Activation = o.Activation.ToOp(), CellClip = o.CellClip, ProjectionClip = o.ProjClip };
        Value?[] operands = new Value?[24];
        operands[0] = context.Input(0);
        for (int i = 0; i < 17; i++) operands[i + 1] = context.Optional(weights + i);
        operands[HiddenState] = context.Input(states);
        operands[CellState] = context.Input(states + 1);
        ImmutableArray<Value> results = context.Builder.AddMany($"{context.Name}/{(backward ? "backward" : "forward")}", op, operands, [Like(context, 0)]);
        WriteState(context, states, results[1]);
        WriteState(context, states + 1, results[2]);
        return results[0];
    }

    /// <summary>What the integer LSTM multiplies the projection with; without a projection it is the hidden state itself.</summary>
    private static QuantizationInfo? HiddenQuantization(MappingContext context)
    {
        if (context.InputTensor(0).Type != TfLiteTensorType.Int8) return null;
        if (context.Operator.Intermediates.Count > 4 && context.Operator.Intermediates[4] is >= 0 and var index
            && context.Graph.Tensor(index).Quantization is { Scales.Count: 1 } q)
        {
            int zeroPoint = q.ZeroPoints.Count == 1 ? (int)q.ZeroPoints[0] : 0;
            bool subtracts = context.Graph.File.Arithmetic == TfLiteArithmetic.Shipped && !context.Has(Projection);
            return QuantizationInfo.PerTensor(q.Scales[0], subtracts ? -zeroPoint : zeroPoint);
        }

        throw new InvalidNetworkException("the integer LSTM has no intermediate 4, whose scale the hidden product has");
    }

    private static OutputSpec Like(MappingContext context, int result) => new(null, context.OutputInfo(result).Quantization);

    private static OutputSpec State(Value state) => new(null, state.Info.Quantization);

    private static void WriteState(MappingContext context, int operand, Value value) => context.Graph.Write(context.Operator.Inputs[operand], value);
}
