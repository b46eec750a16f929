using System.Collections.Immutable;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>Numbers the values of a subgraph (slots) and finds the memory of those that live inside it.</summary>
internal sealed class SubgraphLayout
{
    private readonly Dictionary<Value, int> _slots = [];

    /// <param name="subgraph">What comes from outside, and what is needed there.</param>
    /// <param name="steps">What is computed.</param>
    public SubgraphLayout(Subgraph subgraph, ImmutableArray<ProgramStep> steps)
    {
        Inputs = [.. subgraph.Inputs.Select(SlotOf)];
        foreach (ProgramStep step in steps)
        {
            foreach (Value? input in step.Inputs) if (input is not null) SlotOf(input);
            foreach (Value output in step.Outputs) SlotOf(output);
        }

        Outputs = [.. subgraph.Outputs.Select(SlotOf)];
        Values = [.. _slots.OrderBy(p => p.Value).Select(p => p.Key)];
        IsStatic = Array.TrueForAll(Values, v => v.Info.Shape.IsStatic);
        Block = new int[Values.Length];
        Place = new (long, long)[Values.Length];
        Array.Fill(Block, -1);
        InputLastSteps = [.. Inputs.Select(_ => steps.Length - 1)];
        OutputFirstSteps = [.. Outputs.Select(_ => 0)];
        if (IsStatic) FindLifetimes(steps);
    }

    /// <summary>Value of each slot.</summary>
    public Value[] Values { get; }

    public int[] Inputs { get; }

    public int[] Outputs { get; }

    public bool IsStatic { get; }

    /// <summary>Index in <see cref="Blocks"/> per slot; -1 for constants and for values that come from or go outside.</summary>
    public int[] Block { get; }

    /// <summary>Where a value begins in its block, and how far it reaches, in bytes.</summary>
    public (long Offset, long Length)[] Place { get; }

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

    private void FindLifetimes(ImmutableArray<ProgramStep> steps)
    {
        var first = new int[Values.Length];
        var last = new int[Values.Length];
        Array.Fill(first, -1);
        for (int step = 0; step < steps.Length; step++)
        {
            foreach (int slot in Slots(steps[step].Inputs)) if (slot >= 0) last[slot] = step;
            foreach (int slot in Slots(steps[step].Outputs)) first[slot] = last[slot] = step;
        }

        bool[] isInner = [.. first.Select(f => f >= 0)];
        foreach (int slot in Inputs.Concat(Outputs)) isInner[slot] = false;
        InputLastSteps = [.. Inputs.Select(s => last[s])];
        OutputFirstSteps = [.. Outputs.Select(s => first[s])];
        PlanBlocks(new SharedMemory(steps, v => _slots[v], isInner, last), isInner, first, last);
    }

    /// <summary>A block for each value that lies in memory of its own, as long as anything in it is in use.</summary>
    private void PlanBlocks(SharedMemory shared, bool[] isInner, int[] first, int[] last)
    {
        var blocks = new List<MemoryBlock>();
        for (int slot = 0; slot < Values.Length; slot++)
        {
            if (!isInner[slot] || shared.Owner[slot] != slot) continue;
            Block[slot] = blocks.Count;
            blocks.Add(new MemoryBlock(Values[slot].Info.ByteCount, first[slot], last[slot]));
        }

        for (int slot = 0; slot < Values.Length; slot++)
        {
            int block = Block[shared.Owner[slot]];
            if (shared.Owner[slot] == slot || block < 0) continue;
            Block[slot] = block;
            blocks[block] = blocks[block] with { FirstUse = Math.Min(blocks[block].FirstUse, first[slot]), LastUse = Math.Max(blocks[block].LastUse, last[slot]) };
        }

        Blocks = [.. blocks];
        for (int slot = 0; slot < Values.Length; slot++)
            Place[slot] = (shared.Offset[slot], shared.Length[slot] > 0 ? shared.Length[slot] : Values[slot].Info.ByteCount);
    }
}
