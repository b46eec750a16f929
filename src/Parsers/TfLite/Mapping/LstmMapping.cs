using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>UNIDIRECTIONAL_SEQUENCE_LSTM, BIDIRECTIONAL_SEQUENCE_LSTM and LSTM.</summary>
internal static class LstmMapping
{
    private const int GateWeights = 2, Projection = 16, HiddenState = 18, CellState = 19, Normalisation = 20, Auxiliary = 39;

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
        Lstm op = Layer(context, o.TimeMajor, o.Activation, o.CellClip, o.ProjClip, o.AsymmetricQuantizeInputs);
        Value?[] operands = Operands(context);
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
        if (o.KernelType == TfLiteLstmKernel.Basic)
        {
            Basic(context);
            return;
        }

        Lstm op = Layer(context, timeMajor: true, o.Activation, o.CellClip, o.ProjClip, o.AsymmetricQuantizeInputs);
        Value?[] operands = Operands(context);
        Value x = context.Input(0);
        operands[0] = context.Add("sequence", new ExpandDims(), [x, context.Integers("axis", 0)], x.Info.Quantization);
        ImmutableArray<Value> results = context.Builder.AddMany($"{context.Name}/lstm", op, operands, [Like(context, 0), State(context.Input(HiddenState)), State(context.Input(CellState))]);
        WriteState(context, HiddenState, results[1]);
        WriteState(context, CellState, results[2]);
        context.Emit(new Squeeze(), results[0], context.Integers("step", 0));
    }

    private static Lstm Layer(MappingContext context, bool timeMajor, TfLiteActivation activation, float cellClip, float projectionClip, bool asymmetric) => new()
    {
        TimeMajor = timeMajor,
        Activation = activation.ToOp(),
        CellClip = cellClip,
        ProjectionClip = projectionClip,
        Hybrid = HybridChoice.Of(context.Input(0), context.Input(GateWeights), asymmetric),
        GateScales = GateScales(context),
        Hidden = HiddenQuantization(context),
    };

    /// <summary>The operands, which TensorFlow Lite and <see cref="Lstm"/> have in the same order.</summary>
    private static Value?[] Operands(MappingContext context)
    {
        var operands = new Value?[24];
        for (int i = 0; i < operands.Length; i++) operands[i] = context.Optional(i);
        return operands;
    }

    /// <summary>One step with all weights in one matrix: gates i, g, f, o one below the other, those of x left of those of h.</summary>
    private static void Basic(MappingContext context)
    {
        const int X = 0, PreviousOutput = 1, Weights = 2, Bias = 3, PreviousCell = 4;
        ReadOnlySpan<int> rows = [0, 2, 1, 3];
        Value x = context.Input(X), weights = context.Input(Weights), bias = context.Input(Bias), h = context.Input(PreviousOutput);
        if (x.Info.Type != ElementType.Float32) throw new UnmappedException($"the basic kernel works on {x.Info.Type}, expected Float32");
        if (!weights.Info.Shape.IsStatic || weights.Info.Shape.Rank != 2) throw new UnmappedException($"the shape of the weights is {weights.Info.Shape}, expected two known sizes");
        if (!h.Info.Shape.IsRanked || h.Info.Shape.Rank != 2) throw new UnmappedException($"the previous output is {h.Info}, expected two dimensions");
        int cells = weights.Info.Shape[0] / 4, inputs = weights.Info.Shape[1] - cells;
        Value?[] operands = new Value?[HiddenState + 2];
        operands[0] = context.Add("sequence", new ExpandDims(), [x, context.Integers("axis", 0)]);
        for (int gate = 0; gate < 4; gate++)
        {
            string name = "ifgo"[gate].ToString();
            int row = rows[gate] * cells;
            operands[1 + gate] = context.Add($"w_{name}", new Slice(),
                [weights, context.Integers($"w_{name}/begin", row, 0), context.Integers($"w_{name}/size", cells, inputs)]);
            operands[5 + gate] = context.Add($"r_{name}", new Slice(),
                [weights, context.Integers($"r_{name}/begin", row, inputs), context.Integers($"r_{name}/size", cells, cells)]);
            operands[12 + gate] = context.Add($"b_{name}", new Slice(),
                [bias, context.Integers($"b_{name}/begin", row), context.Integers($"b_{name}/size", cells)]);
        }

        operands[HiddenState] = h;
        operands[CellState] = context.Input(PreviousCell);
        ImmutableArray<Value> results = context.Builder.AddMany($"{context.Name}/lstm", new Lstm { TimeMajor = true }, operands);
        context.SetOutput(0, results[1]);
        context.SetOutput(1, results[2]);
        WriteState(context, PreviousOutput, results[1]);
        WriteState(context, PreviousCell, results[2]);
    }

    /// <summary>Two LSTMs, the second from the end; their results are joined along the features, or given apart.</summary>
    private static void Bidirectional(MappingContext context)
    {
        BidirectionalSequenceLSTMOptions o = context.Options<BidirectionalSequenceLSTMOptions>();
        var auxiliary = new AuxiliaryInput(context, Auxiliary, Auxiliary + 2);
        Value forward = Direction(context, o, auxiliary, false), backward = Direction(context, o, auxiliary, true);
        if (o.MergeOutputs)
        {
            context.Emit(new Concat(-1), forward, backward);
            return;
        }

        context.SetOutput(0, forward);
        context.SetOutput(1, backward);
    }

    private static Value Direction(MappingContext context, BidirectionalSequenceLSTMOptions o, AuxiliaryInput auxiliary, bool backward)
    {
        int weights = backward ? 18 : 1, states = backward ? 37 : 35, extra = Auxiliary + (backward ? 5 : 1);
        var op = new Lstm
        {
            TimeMajor = o.TimeMajor,
            Backward = backward,
            Activation = o.Activation.ToOp(),
            CellClip = o.CellClip,
            ProjectionClip = o.ProjClip,
            Hybrid = HybridChoice.Of(context.Input(0), context.Input(GateWeights), o.AsymmetricQuantizeInputs),
        };
        Value?[] operands = new Value?[24];
        operands[0] = auxiliary.Sequence(backward);
        for (int i = 0; i < 17; i++) operands[i + 1] = context.Optional(weights + i);
        for (int gate = 0; gate < 4; gate++) operands[1 + gate] = auxiliary.Weights(operands[1 + gate], extra + gate);
        operands[HiddenState] = context.Input(states);
        operands[CellState] = context.Input(states + 1);
        ImmutableArray<Value> results = context.Builder.AddMany($"{context.Name}/{(backward ? "backward" : "forward")}", op, operands, [Like(context, 0)]);
        WriteState(context, states, results[1]);
        WriteState(context, states + 1, results[2]);
        return results[0];
    }

    /// <summary>Scales of the integer LSTM's gates before they are normalised.</summary>
    private static ValueList<float> GateScales(MappingContext context)
    {
        const int Forget = 1;
        if (context.InputTensor(0).Type != TfLiteTensorType.Int8 || !context.Has(Normalisation + Forget)) return [];
        var scales = new float[4];
        for (int gate = 0; gate < scales.Length; gate++)
        {
            // The input gate, and with it its intermediate, may be left out.
            bool stated = context.Operator.Intermediates.Count > gate && context.Operator.Intermediates[gate] is >= 0 and var index
                && context.Graph.Tensor(index).Quantization is { Scales.Count: 1 };
            if (!stated && (gate == Forget || context.Has(GateWeights - 1 + gate)))
                throw new InvalidNetworkException($"the integer LSTM has no intermediate {gate}, whose scale its gate has before normalisation");
            scales[gate] = stated ? context.Graph.Tensor(context.Operator.Intermediates[gate]).Quantization!.Scales[0] : 1;
        }

        return scales.ToValueList();
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

    private static void WriteState(MappingContext context, int operand, Value value) => context.Graph.Write(context.InputTensor(operand).Index, value);
}
