using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping.Contrib;

/// <summary>The loop over the steps of one direction. Its values: step, number of steps, h, c, h of all steps so far, gates of all inputs, and what is not constant.</summary>
/// <param name="layer">Sizes and lengths.</param>
/// <param name="functions">Functions of gates, cell and output; null for the usual ones.</param>
internal sealed class DynamicLstmStep(RecurrentLayer layer, Unary?[] functions)
{
    private readonly List<Value> _operands = [];

    /// <summary>Recurrent weights <c>[H, 4 H]</c>, gates in the order i, o, f, g.</summary>
    public required Value Weights { get; init; }

    public required QuantizationParameters Parameters { get; init; }

    /// <summary>Factors of the cell in the gates i, o, f; null for none.</summary>
    public Value? Peepholes { get; init; }

    /// <summary>Whether the forget gate is what the input gate leaves.</summary>
    public bool IsCoupled { get; init; }

    /// <summary>Adds the loop; yields h of all steps, the last h, the last c.</summary>
    public ImmutableArray<Value> Run(MappingContext context, string name, Value gates, Value h, Value c)
    {
        Value steps = context.AsScalar(context.ShapeOf(gates, 0, 1));
        Value all = context.Add("none", new Fill(), context.Concat(0, context.ShapeOf(gates, 0, 2), context.Integers("units", layer.Units)), context.Scalar(ElementType.Float32, 0));
        _operands.AddRange([context.Scalar(ElementType.Int64, 0), steps, h, c, all, gates]);
        foreach (Value? given in new[] { layer.Lengths, Weights, Parameters.Scale, Parameters.ZeroPoint, Peepholes })
            if (given is { Constant: null }) _operands.Add(given);
        ImmutableArray<Value> results = context.Builder.AddMany(name, new While(Condition(name), Body(context, name)), [.. _operands]);
        return [results[4], results[2], results[3]];
    }

    private Network Condition(string name)
    {
        var builder = new NetworkBuilder($"{name}/condition");
        Value[] inputs = [.. _operands.Select((v, i) => builder.Input($"value{i}", v.Info))];
        builder.Output(builder.Add("more", new Comparison(ComparisonKind.Less), [inputs[0], inputs[1]]));
        return builder.Build();
    }

    private Network Body(MappingContext context, string name)
    {
        var builder = new NetworkBuilder($"{name}/step");
        Value[] inputs = [.. _operands.Select((v, i) => builder.Input($"value{i}", v.Info))];
        var step = new MappingContext(context.Graph.Inner(builder), context.Node, context.Name);
        Value Inside(Value outer) => outer.Constant is { } constant ? builder.Constant(outer.Name, constant) : inputs[_operands.IndexOf(outer)];
        Value h = inputs[2], c = inputs[3];
        var parameters = new QuantizationParameters(Inside(Parameters.Scale), Parameters.ZeroPoint is { } zero ? Inside(zero) : null, Parameters.Axis);
        Value zeros = step.Scalar(ElementType.Float32, 0);
        Value? lengths = layer.Lengths is { } given ? step.Unsqueeze(step.Cast(Inside(given), ElementType.Int64), 1) : null;
        Value? active = lengths is null ? null : step.Compare(ComparisonKind.Greater, lengths, inputs[0]);
        // The step behind the last one is shown as zeros, and those count for the scale from then on.
        Value read = lengths is null ? h : step.Add("read", new Select(), step.Compare(ComparisonKind.GreaterOrEqual, lengths, inputs[0]), h, zeros);
        Value sums = step.Binary(BinaryKind.Add, step.Add("inputs", new Gather(0), inputs[5], inputs[0]),
            IntegerProductMapping.DynamicProduct(step, read, Inside(Weights), parameters, null));
        (Value nextH, Value nextC) = Cell(step, sums, c, Peepholes is { } peepholes ? Inside(peepholes) : null);
        Value shown = nextH;
        if (active is not null)
        {
            shown = step.Add("shown", new Select(), active, nextH, zeros);
            (nextH, nextC) = (step.Add("kept h", new Select(), active, nextH, h), step.Add("kept c", new Select(), active, nextC, c));
        }

        builder.Output(step.Binary(BinaryKind.Add, inputs[0], step.Scalar(ElementType.Int64, 1)));
        builder.Output(inputs[1]);
        builder.Output(nextH);
        builder.Output(nextC);
        builder.Output(step.Add("all", new ScatterNd(), inputs[4], step.Reshape(inputs[0], 1, 1), step.Unsqueeze(shown, 0)));
        foreach (Value unchanged in inputs[5..]) builder.Output(unchanged);
        return builder.Build();
    }

    private (Value H, Value C) Cell(MappingContext step, Value sums, Value c, Value? peepholes)
    {
        Value Gate(int index, Value? cell)
        {
            Value sum = step.Part(sums, 1, (long)index * layer.Units, ((long)index + 1) * layer.Units);
            if (cell is not null && peepholes is not null)
                sum = step.Binary(BinaryKind.Add, sum, step.Binary(BinaryKind.Mul, cell, step.Part(peepholes, 0, (long)index * layer.Units, ((long)index + 1) * layer.Units)));
            if (layer.Clip <= 0) return sum;
            sum = step.Binary(BinaryKind.Maximum, sum, step.Scalar(ElementType.Float32, -layer.Clip));
            return step.Binary(BinaryKind.Minimum, sum, step.Scalar(ElementType.Float32, layer.Clip));
        }

        Value Apply(int function, UnaryKind usual, Value x) => step.Add("function", functions[function] ?? new Unary(usual), x);
        Value input = Apply(0, UnaryKind.Sigmoid, Gate(0, c));
        Value forget = IsCoupled ? step.Binary(BinaryKind.Sub, step.Scalar(ElementType.Float32, 1), input) : Apply(0, UnaryKind.Sigmoid, Gate(2, c));
        Value cell = Apply(1, UnaryKind.Tanh, Gate(3, null));
        Value next = step.Binary(BinaryKind.Add, step.Binary(BinaryKind.Mul, forget, c), step.Binary(BinaryKind.Mul, input, cell));
        Value output = Apply(0, UnaryKind.Sigmoid, Gate(1, next));
        return (step.Binary(BinaryKind.Mul, output, Apply(2, UnaryKind.Tanh, next)), next);
    }
}
