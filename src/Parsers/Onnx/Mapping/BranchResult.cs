using System.Collections.Immutable;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>What kind of value a nested network yields, so that its outputs can be put together again outside.</summary>
/// <param name="Length">Number of tensors of a sequence; null for a tensor.</param>
/// <param name="IsOptional">Whether it is inside of an optional value.</param>
/// <param name="IsAbsent">Whether that is empty.</param>
internal sealed record BranchResult(int? Length, bool IsOptional, bool IsAbsent)
{
    /// <summary>Adds the tensors of a value to the outputs of a network.</summary>
    public static BranchResult Of(MappedValue value, NetworkBuilder builder)
    {
        switch (value)
        {
            case TensorValue tensor:
                builder.Output(tensor.Value);
                return new BranchResult(null, false, false);
            case SequenceValue sequence:
                foreach (Value item in sequence.Items) builder.Output(item);
                return new BranchResult(sequence.Items.Length, false, false);
            case OptionalValue { Content: { } content }:
                return Of(content, builder) with { IsOptional = true };
            default:
                return new BranchResult(null, true, true);
        }
    }

    /// <summary>The value again, from the results of the operator.</summary>
    public MappedValue Take(ImmutableArray<Value> results, ref int next)
    {
        if (IsAbsent) return new OptionalValue(null);
        MappedValue value;
        if (Length is { } length)
        {
            ImmutableArray<Value> items = results.Slice(next, length);
            next += length;
            value = new SequenceValue(items.IsEmpty ? null : items[0].Info.Type, items);
        }
        else
        {
            value = new TensorValue(results[next++]);
        }

        return IsOptional ? new OptionalValue(value) : value;
    }
}
