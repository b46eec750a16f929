using System.Buffers;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>Numbers values from 0 on, in the order in which they are given.</summary>
/// <remarks>
/// Tables by the values' own numbers, and borrowed: a dictionary of what a large network has would be a large object, for which the garbage
/// collector goes through the whole heap.
/// </remarks>
internal sealed class ValueNumbers : IDisposable
{
    private readonly int _firstId;
    private readonly int _ids;

    /// <summary>Number of each value plus one, by <see cref="Value.Id"/>; 0 for those without.</summary>
    private readonly int[] _numbers;

    private Value[] _values = ArrayPool<Value>.Shared.Rent(64);

    /// <param name="subgraph">What may be numbered: its inputs, its outputs, and what its nodes read and make.</param>
    public ValueNumbers(Subgraph subgraph)
    {
        (int first, int last) = (int.MaxValue, -1);
        foreach (Value value in subgraph.Inputs) Include(value);
        foreach (Value value in subgraph.Outputs) Include(value);
        foreach (Node node in subgraph.Nodes)
        {
            foreach (Value? value in node.Inputs) if (value is not null) Include(value);
            foreach (Value value in node.Outputs) Include(value);
        }

        (_firstId, _ids) = last < 0 ? (0, 0) : (first, last - first + 1);
        _numbers = ArrayPool<int>.Shared.Rent(_ids);
        _numbers.AsSpan(0, _ids).Clear();

        void Include(Value value) => (first, last) = (Math.Min(first, value.Id), Math.Max(last, value.Id));
    }

    public int Count { get; private set; }

    /// <summary>The numbered values in order.</summary>
    public ReadOnlySpan<Value> Values => _values.AsSpan(0, Count);

    /// <summary>The number of a value, which gets one when it has none.</summary>
    public int Add(Value value)
    {
        ref int number = ref _numbers[value.Id - _firstId];
        if (number > 0) return number - 1;
        if (Count == _values.Length) Grow();
        _values[Count] = value;
        number = ++Count;
        return number - 1;
    }

    /// <summary>The number of a value, -1 when it has none.</summary>
    public int Of(Value value) => (uint)(value.Id - _firstId) < (uint)_ids ? _numbers[value.Id - _firstId] - 1 : -1;

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_numbers);
        ArrayPool<Value>.Shared.Return(_values, clearArray: true);
    }

    private void Grow()
    {
        Value[] larger = ArrayPool<Value>.Shared.Rent(2 * Count);
        Values.CopyTo(larger);
        ArrayPool<Value>.Shared.Return(_values, clearArray: true);
        _values = larger;
    }
}
