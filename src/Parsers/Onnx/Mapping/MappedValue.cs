using System.Collections.Immutable;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>What a name stands for while a graph is mapped.</summary>
internal abstract record MappedValue
{
    /// <summary>Result of a node that could not be mapped; whatever reads it cannot be mapped either, but is no problem of its own.</summary>
    public static MappedValue Missing { get; } = new MissingValue();

    private sealed record MissingValue : MappedValue;
}

/// <summary>A tensor.</summary>
internal sealed record TensorValue(Value Value) : MappedValue;

/// <summary>A list of tensors whose length is known; it exists only while mapping.</summary>
/// <param name="Type">Element type, null while the list is empty and nobody said.</param>
/// <param name="Items">The tensors.</param>
internal sealed record SequenceValue(ElementType? Type, ImmutableArray<Value> Items) : MappedValue;

/// <summary>A value that may be absent; which of both is known while mapping.</summary>
internal sealed record OptionalValue(MappedValue? Content) : MappedValue;
