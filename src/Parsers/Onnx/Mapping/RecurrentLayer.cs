using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>What LSTM, GRU and RNN have in common: directions, layouts, gates that are stacked in one tensor.</summary>
internal sealed class RecurrentLayer
{
    private readonly MappingContext _context;
    private readonly string[] _directions;

    /// <param name="context">The node: x, weights, recurrent weights, biases, lengths, first h, first c.</param>
    /// <param name="gates">Gates that are stacked in the weights.</param>
    public RecurrentLayer(MappingContext context, int gates)
    {
        _context = context;
        GateCount = gates;
        X = context.Input(0);
        Lengths = context.Optional(4);
        TimeMajor = !context.Attributes.Flag("layout");
        Clip = context.Attributes.Float("clip", 0);
        Units = context.Attributes.Has("hidden_size") ? context.Attributes.Int32("hidden_size", 0)
            : context.Input(2).Info.Shape is { IsRanked: true, Rank: 3 } shape && shape[2] > 0 ? shape[2]
            : throw new UnmappedException("the number of units is neither stated nor known from the weights");
        _directions = context.Attributes.Text("direction", "forward") switch
        {
            "forward" => ["forward"],
            "reverse" => ["reverse"],
            "bidirectional" => ["forward", "reverse"],
            var other => throw new InvalidNetworkException($"attribute 'direction' is '{other}', expected forward, reverse or bidirectional"),
        };
    }

    public Value X { get; }

    public Value? Lengths { get; }

    /// <summary>Whether time comes before the batch.</summary>
    public bool TimeMajor { get; }

    public float Clip { get; }

    public int Units { get; }

    public int GateCount { get; }

    /// <summary>Adds the operator of each direction and puts the results together.</summary>
    /// <param name="add">Adds it; yields h of every step, then last values.</param>
    public void Emit(Func<RecurrentDirection, ImmutableArray<Value>> add)
    {
        ImmutableArray<Value>[] results = [.. _directions.Select((d, i) => add(new RecurrentDirection(_context, this, i, _directions.Length, d == "reverse")))];
        // Directions are an axis of their own: [T, D, N, H] and [D, N, H], or [N, T, D, H] and [N, D, H].
        Join(0, TimeMajor ? 1 : 2, results);
        for (int i = 1; i < _context.OutputCount; i++) Join(i, TimeMajor ? 0 : 1, results);
    }

    private void Join(int output, int axis, ImmutableArray<Value>[] results)
    {
        if (!_context.HasOutput(output)) return;
        Value[] parts = [.. results.Select(r => _context.Unsqueeze(r[output], axis))];
        _context.SetOutput(output, parts.Length == 1 ? parts[0] : _context.Concat(axis, parts));
    }
}

/// <summary>One direction of a recurrent layer.</summary>
internal sealed class RecurrentDirection(MappingContext context, RecurrentLayer layer, int index, int count, bool backward)
{
    public bool IsBackward => backward;

    public string Name => count == 1 ? context.Name : $"{context.Name}/{(backward ? "reverse" : "forward")}";

    /// <summary>Parts of an operand in which gates are stacked, <c>[D, gates * H, …]</c>.</summary>
    /// <param name="operand">Index of the operand.</param>
    /// <param name="order">Which gates, in the order wanted.</param>
    public Value[] Gates(int operand, params ReadOnlySpan<int> order)
    {
        Value own = context.Squeeze(context.Part(context.Input(operand), 0, index, index + 1), 0);
        var parts = new Value[order.Length];
        for (int i = 0; i < order.Length; i++) parts[i] = context.Part(own, 0, (long)order[i] * layer.Units, ((long)order[i] + 1) * layer.Units);
        return parts;
    }

    /// <summary>Biases of input and recurrent weights, summed; null without biases.</summary>
    public Value?[] Biases(params ReadOnlySpan<int> order)
    {
        var sums = new Value?[order.Length];
        if (!context.Has(3)) return sums;
        Value[] ofInput = Gates(3, order);
        Span<int> second = stackalloc int[order.Length];
        for (int i = 0; i < second.Length; i++) second[i] = order[i] + layer.GateCount;
        Value[] recurrent = Gates(3, second);
        for (int i = 0; i < sums.Length; i++) sums[i] = context.Binary(BinaryKind.Add, ofInput[i], recurrent[i]);
        return sums;
    }

    /// <summary>The first h or c, <c>[N, H]</c>; zeros when it is left out.</summary>
    public Value Initial(int operand)
    {
        if (context.Has(operand))
        {
            int axis = layer.TimeMajor ? 0 : 1;
            return context.Squeeze(context.Part(context.Input(operand), axis, index, index + 1), axis);
        }

        int batch = layer.TimeMajor ? 1 : 0;
        Value shape = context.Concat(0, context.ShapeOf(layer.X, batch, batch + 1), context.Integers("units", layer.Units));
        return context.Add("zeros", new Fill(), shape, context.Scalar(layer.X.Info.Type, 0));
    }

    /// <summary>The functions that the node names for this direction.</summary>
    /// <param name="functions">How many there are per direction.</param>
    /// <returns>Null for functions that it does not name.</returns>
    public Unary?[] Functions(int functions)
    {
        string[]? names = context.Attributes.Texts("activations");
        if (names is null || names.Length == 0) return new Unary?[functions];
        if (names.Length != functions * count) throw new InvalidNetworkException($"attribute 'activations' has {names.Length} names, expected {functions * count}");
        // Parameters are listed in the order of the functions that have them.
        var alphas = new Queue<float>(context.Attributes.Floats("activation_alpha") ?? []);
        var betas = new Queue<float>(context.Attributes.Floats("activation_beta") ?? []);
        Unary[] all = [.. names.Select(n => Named(n, alphas, betas))];
        return [.. all.Skip(index * functions).Take(functions)];
    }

    private static Unary Named(string name, Queue<float> alphas, Queue<float> betas)
    {
        return name.ToUpperInvariant() switch
        {
            "SIGMOID" => new Unary(UnaryKind.Sigmoid),
            "TANH" => new Unary(UnaryKind.Tanh),
            "RELU" => new Unary(UnaryKind.Relu),
            "SOFTSIGN" => new Unary(UnaryKind.Softsign),
            "SOFTPLUS" => new Unary(UnaryKind.Softplus),
            "ELU" => new Unary(UnaryKind.Elu) { Alpha = Next(alphas, 1) },
            "LEAKYRELU" => new Unary(UnaryKind.LeakyRelu) { Alpha = Next(alphas, 0.01f) },
            "THRESHOLDEDRELU" => new Unary(UnaryKind.ThresholdedRelu) { Alpha = Next(alphas, 1) },
            "HARDSIGMOID" => new Unary(UnaryKind.HardSigmoid) { Alpha = Next(alphas, 0.2f), Beta = Next(betas, 0.5f) },
            _ => throw new UnmappedException($"function '{name}' is not supported"),
        };

        static float Next(Queue<float> given, float otherwise) => given.Count > 0 ? given.Dequeue() : otherwise;
    }
}
