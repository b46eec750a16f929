using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Simple recurrent networks and SVDF.</summary>
internal static class RecurrentMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.UNIDIRECTIONAL_SEQUENCE_RNN] = Unidirectional,
            [TfLiteBuiltinOperator.BIDIRECTIONAL_SEQUENCE_RNN] = Bidirectional,
            [TfLiteBuiltinOperator.RNN] = Single,
            [TfLiteBuiltinOperator.SVDF] = Svdf,
        };

    private static void Unidirectional(MappingContext context)
    {
        SequenceRNNOptions o = context.Options<SequenceRNNOptions>();
        context.SetOutput(0, Direction(context, context.Name, context.Input(0), 1, new Rnn
        {
            TimeMajor = o.TimeMajor,
            Activation = o.Activation.ToOp(),
            Hybrid = HybridChoice.Of(context.Input(0), context.Input(1), o.AsymmetricQuantizeInputs),
        }));
    }

    private static void Bidirectional(MappingContext context)
    {
        BidirectionalSequenceRNNOptions o = context.Options<BidirectionalSequenceRNNOptions>();
        var auxiliary = new AuxiliaryInput(context, 9, 10);
        var op = new Rnn
        {
            TimeMajor = o.TimeMajor,
            Activation = o.Activation.ToOp(),
            Hybrid = HybridChoice.Of(context.Input(0), context.Input(1), o.AsymmetricQuantizeInputs),
        };
        Value forward = Direction(context, $"{context.Name}/forward", auxiliary.Sequence(false), 1, op, auxiliary.Weights(context.Input(1), 10));
        Value backward = Direction(context, $"{context.Name}/backward", auxiliary.Sequence(true), 5, op with { Backward = true }, auxiliary.Weights(context.Input(5), 11));
        if (o.MergeOutputs)
        {
            context.Emit(new Concat(-1), forward, backward);
            return;
        }

        context.SetOutput(0, forward);
        context.SetOutput(1, backward);
    }

    /// <summary>One step: the same over a sequence of length 1.</summary>
    private static void Single(MappingContext context)
    {
        Value sequence = context.Add("sequence", new ExpandDims(), [context.Input(0), context.Integers("axis", 0)]);
        RNNOptions o = context.Options<RNNOptions>();
        var op = new Rnn { TimeMajor = true, Activation = o.Activation.ToOp(), Hybrid = HybridChoice.Of(context.Input(0), context.Input(1), o.AsymmetricQuantizeInputs) };
        context.Emit(new Squeeze(), Direction(context, $"{context.Name}/rnn", sequence, 1, op), context.Integers("step", 0));
    }

    /// <summary>Weights, recurrent weights, bias and state follow each other from operand <paramref name="first"/> on.</summary>
    private static Value Direction(MappingContext context, string name, Value x, int first, Rnn op, Value? weights = null)
    {
        ImmutableArray<Value> results = context.Builder.AddMany(name, op,
            [x, weights ?? context.Input(first), context.Input(first + 1), context.Optional(first + 2), context.Input(first + 3)]);
        context.Graph.Write(context.InputTensor(first + 3).Index, results[1]);
        return results[0];
    }

    private static void Svdf(MappingContext context)
    {
        SVDFOptions o = context.Options<SVDFOptions>();
        Value x = context.Input(0), state = context.Input(4);
        var op = new Svdf(o.Rank)
        {
            // The integer kernel leaves its only activation, ReLU, to the range of the output.
            Activation = x.Info.Type == ElementType.Int8 ? Activation.None : o.Activation.ToOp(),
            Hybrid = HybridChoice.Of(x, context.Input(1), o.AsymmetricQuantizeInputs),
        };
        ImmutableArray<Value> results = context.Builder.AddMany(context.Name, op,
            [x, context.Input(1), context.Input(2), context.Optional(3), state],
            [new OutputSpec(context.OutputTensor(0).Name, context.OutputInfo(0).Quantization), new OutputSpec(null, state.Info.Quantization)]);
        context.SetOutput(0, results[0]);
        context.Graph.Write(context.InputTensor(4).Index, results[1]);
    }
}
