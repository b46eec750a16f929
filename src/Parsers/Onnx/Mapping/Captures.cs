using System.Collections.Immutable;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>What graphs inside of a node read from outside: constants are copied into them, other tensors become their inputs.</summary>
internal sealed class Captures
{
    private readonly ImmutableArray<(string Name, MappedValue Value)> _captured;

    /// <param name="context">The node.</param>
    public Captures(MappingContext context)
    {
        _captured = [.. FreeNames.Of(context.Node).Select(n => (n, context.Graph.Find(n))).Where(c => c.Item2 is not null).Select(c => (c.n, c.Item2!))];
        Operands = [.. _captured.SelectMany(c => Tensors(c.Value)).Where(v => v.Constant is null).Distinct()];
    }

    /// <summary>The tensors that become inputs.</summary>
    public ImmutableArray<Value> Operands { get; }

    /// <summary>Defines the names inside of a graph.</summary>
    /// <param name="inner">The graph's mapper.</param>
    /// <param name="inputs">What stands for <see cref="Operands"/> in it.</param>
    public void Bind(GraphMapper inner, ReadOnlySpan<Value> inputs)
    {
        var inside = new Dictionary<Value, Value>();
        for (int i = 0; i < Operands.Length; i++) inside[Operands[i]] = inputs[i];
        foreach ((string name, MappedValue value) in _captured) inner.Write(name, Inside(value));

        MappedValue Inside(MappedValue value) => value switch
        {
            TensorValue tensor => new TensorValue(Tensor(tensor.Value)),
            SequenceValue sequence => sequence with { Items = [.. sequence.Items.Select(Tensor)] },
            OptionalValue { Content: { } content } => new OptionalValue(Inside(content)),
            _ => value,
        };

        Value Tensor(Value value)
        {
            if (inside.TryGetValue(value, out Value? found)) return found;
            return inside[value] = inner.Builder.Constant(value.Name, value.Constant ?? throw new InvalidOperationException($"{value} is neither constant nor an operand"));
        }
    }

    private static IEnumerable<Value> Tensors(MappedValue value) => value switch
    {
        TensorValue tensor => [tensor.Value],
        SequenceValue sequence => sequence.Items,
        OptionalValue { Content: { } content } => Tensors(content),
        _ => [],
    };
}
