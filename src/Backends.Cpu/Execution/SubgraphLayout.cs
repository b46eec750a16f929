using System.Collections.Immutable;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>Numbers the values of a subgraph (slots) and finds the memory of those that live inside it.</summary>
internal sealed class SubgraphLayout
{
    private readonly Dictionary<Value, int> _slots = [];

    public SubgraphLayout(Subgraph subgraph)
    {
        Inputs = [.. subgraph.Inputs.Select(SlotOf)];
        foreach (Node node in subgraph.Nodes)
        {
            foreach (Value? input in node.Inputs) if (input is not null) SlotOf(input);
            foreach (Value output in node.Outputs) SlotOf(output);
        }

        Outputs = [.. subgraph.Outputs.Select(SlotOf)];
        Values = [.. _slots.OrderBy(p => p.Value).Select(p => p.Key)];
        IsStatic = Array.TrueForAll(Values, v => v.Info.Shape.IsStatic);
        Block = new int[Values.Length];
        Array.Fill(Block, -1);
        InputLastSteps = [.. Inputs.Select(_ => subgraph.Nodes.Length - 1)];
        OutputFirstSteps = [.. Outputs.Select(_ => 0)];
        if (IsStatic) FindLifetimes(subgraph);
    }

    /// <summary>Value of each slot.</summary>
    public Value[] Values { get; }

    public int[] Inputs { get; }

    public int[] Outputs { get; }

    public bool IsStatic { get; }

    /// <summary>Index in <see cref="Blocks"/> per slot; -1 for constants and for values that come from or go outside.</summary>
    public int[] Block { get; }

    /// <summary>Memory of the values inside, in use from the node that writes it to the last that reads it.</summary>
    public ImmutableArray<MemoryBlock> Blocks { get; private set; } = [];

    /// <summary>Last node that reads each input.</summary>
    public ImmutableArray<int> InputLastSteps { get; private set; }

    /// <summary>Node that writes each output.</summary>
    public ImmutableArray<int> OutputFirstSteps { get; private set; }

    public int[] Slots(IEnumerable<Value?> values) => [.. values.Select(v => v is null ? -1 : _slots[v])];

    private int SlotOf(Value value)
    {
        if (!_slots.TryGetValue(value, out int slot)) _slots[value] = slot = _slots.Count;
        return slot;
    }

    private void FindLifetimes(Subgraph subgraph)
    {
        var first = new int[Values.Length];
        var last = new int[Values.Length];
        Array.Fill(first, -1);
        for (int step = 0; step < subgraph.Nodes.Length; step++)
        {
            foreach (int slot in Slots(subgraph.Nodes[step].Inputs)) if (slot >= 0) last[slot] = step;
            foreach (int slot in Slots(subgraph.Nodes[step].Outputs)) first[slot] = last[slot] = step;
        }

        var boundary = new HashSet<int>([.. Inputs, .. Outputs]);
        int[] inner = [.. Enumerable.Range(0, Values.Length).Where(s => first[s] >= 0 && !boundary.Contains(s))];
        for (int i = 0; i < inner.Length; i++) Block[inner[i]] = i;
        Blocks = [.. inner.Select(s => new MemoryBlock(Values[s].Info.ByteCount, first[s], last[s]))];
        InputLastSteps = [.. Inputs.Select(s => last[s])];
        OutputFirstSteps = [.. Outputs.Select(s => first[s])];
    }
}
