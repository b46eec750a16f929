using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>Numbers the values of a subgraph (slots) and finds the memory of those that live inside it.</summary>
internal sealed class SubgraphLayout
{
    private readonly Dictionary<Value, int> _slots;
    private readonly List<Value> _values = [];

    /// <param name="subgraph">What comes from outside, and what is needed there.</param>
    /// <param name="steps">What is computed.</param>
    public SubgraphLayout(Subgraph subgraph, ImmutableArray<ProgramStep> steps)
    {
        _slots = new Dictionary<Value, int>(2 * steps.Length);
        // Plain loops: this is among the first things that a process does, and the framework has no code ahead for queries over numbers.
        Inputs = new int[subgraph.Inputs.Length];
        for (int i = 0; i < Inputs.Length; i++) Inputs[i] = SlotOf(subgraph.Inputs[i]);
        foreach (ProgramStep step in steps)
        {
            foreach (Value? input in step.Inputs) if (input is not null) SlotOf(input);
            foreach (Value output in step.Outputs) SlotOf(output);
        }

        Outputs = new int[subgraph.Outputs.Length];
        for (int i = 0; i < Outputs.Length; i++) Outputs[i] = SlotOf(subgraph.Outputs[i]);
        Values = _values.ToArray();
        IsStatic = Array.TrueForAll(Values, v => v.Info.Shape.IsStatic);
        Block = new int[Values.Length];
        Place = new (long, long)[Values.Length];
        Array.Fill(Block, -1);
        var last = new int[Inputs.Length];
        Array.Fill(last, steps.Length - 1);
        InputLastSteps = ImmutableCollectionsMarshal.AsImmutableArray(last);
        OutputFirstSteps = ImmutableCollectionsMarshal.AsImmutableArray(new int[Outputs.Length]);
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

    /// <summary>Slots of operands or results; -1 where one is left out.</summary>
    public int[] Slots(IReadOnlyList<Value?> values)
    {
        var slots = new int[values.Count];
        for (int i = 0; i < slots.Length; i++) slots[i] = values[i] is { } value ? _slots[value] : -1;
        return slots;
    }

    private int SlotOf(Value value)
    {
        if (_slots.TryGetValue(value, out int slot)) return slot;
        _slots[value] = slot = _values.Count;
        _values.Add(value);
        return slot;
    }

    private void FindLifetimes(ImmutableArray<ProgramStep> steps)
    {
        var first = new int[Values.Length];
        var last = new int[Values.Length];
        Array.Fill(first, -1);
        for (int step = 0; step < steps.Length; step++)
        {
            foreach (Value? value in steps[step].Inputs) if (value is not null) last[_slots[value]] = step;
            foreach (Value value in steps[step].Outputs) first[_slots[value]] = last[_slots[value]] = step;
        }

        bool[] isInner = Array.ConvertAll(first, f => f >= 0);
        foreach (int slot in Inputs) isInner[slot] = false;
        foreach (int slot in Outputs) isInner[slot] = false;
        InputLastSteps = ImmutableCollectionsMarshal.AsImmutableArray(Array.ConvertAll(Inputs, slot => last[slot]));
        OutputFirstSteps = ImmutableCollectionsMarshal.AsImmutableArray(Array.ConvertAll(Outputs, slot => first[slot]));
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
