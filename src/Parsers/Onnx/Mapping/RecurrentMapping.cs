using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>LSTM, GRU and RNN: one operator of the network description per direction.</summary>
internal static class RecurrentMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["LSTM"] = Lstm,
        ["GRU"] = Gru,
        ["RNN"] = Rnn,
    };

    private static void Lstm(MappingContext context)
    {
        var layer = new RecurrentLayer(context, gates: 4);
        bool coupled = context.Attributes.Flag("input_forget");
        layer.Emit(direction =>
        {
            // There the gates come as i, o, f, g; here as i, f, g, o.
            Value?[] w = direction.Gates(1, 0, 2, 3, 1), r = direction.Gates(2, 0, 2, 3, 1);
            Value?[] p = context.Has(7) ? direction.Gates(7, 0, 2, 1) : new Value?[3];
            Value?[] b = direction.Biases(0, 2, 3, 1);
            if (coupled) w[1] = r[1] = null;
            Value?[] operands =
            [
                layer.X, .. w, .. r, p[0], coupled ? null : p[1], p[2], b[0], coupled ? null : b[1], b[2], b[3], null, null,
                direction.Initial(5), direction.Initial(6), null, null, null, null, layer.Lengths,
            ];
            Unary?[] functions = direction.Functions(3);
            var op = new Lstm
            {
                TimeMajor = layer.TimeMajor,
                Backward = direction.IsBackward,
                GateFunction = Other(functions[0], UnaryKind.Sigmoid),
                Function = Other(functions[1], UnaryKind.Tanh),
                CellActivation = Activation.Tanh,
                CellFunction = Other(functions[2], UnaryKind.Tanh),
                ActivationClip = layer.Clip,
            };
            return context.Builder.AddMany(direction.Name, op, operands);
        });
    }

    private static void Gru(MappingContext context)
    {
        var layer = new RecurrentLayer(context, gates: 3);
        layer.Emit(direction =>
        {
            Value?[] biases = context.Has(3) ? direction.Gates(3, 0, 1, 2, 3, 4, 5) : new Value?[6];
            Value?[] operands =
                [layer.X, .. direction.Gates(1, 0, 1, 2), .. direction.Gates(2, 0, 1, 2), .. biases, direction.Initial(5), layer.Lengths];
            Unary?[] functions = direction.Functions(2);
            var op = new Gru
            {
                TimeMajor = layer.TimeMajor,
                Backward = direction.IsBackward,
                ResetAfter = context.Attributes.Flag("linear_before_reset"),
                GateFunction = Other(functions[0], UnaryKind.Sigmoid),
                Function = Other(functions[1], UnaryKind.Tanh),
                ActivationClip = layer.Clip,
            };
            return context.Builder.AddMany(direction.Name, op, operands);
        });
    }

    private static void Rnn(MappingContext context)
    {
        var layer = new RecurrentLayer(context, gates: 1);
        layer.Emit(direction =>
        {
            Value?[] operands = [layer.X, direction.Gates(1, 0)[0], direction.Gates(2, 0)[0], direction.Biases(0)[0], direction.Initial(5), layer.Lengths];
            var op = new Rnn
            {
                TimeMajor = layer.TimeMajor,
                Backward = direction.IsBackward,
                Function = Other(direction.Functions(1)[0], UnaryKind.Tanh),
                ActivationClip = layer.Clip,
            };
            return context.Builder.AddMany(direction.Name, op, operands);
        });
    }

    /// <summary>A function that is not the usual one.</summary>
    private static Unary? Other(Unary? function, UnaryKind usual) => function?.Kind == usual ? null : function;
}
