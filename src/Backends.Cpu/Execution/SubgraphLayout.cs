using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>Numbers the values of a subgraph (slots) and finds the memory of those that live inside it.</summary>
internal sealed class SubgraphLayout
{
    /// <summary>Slots from here on are constants.</summary>
    private readonly int _variables;

    private SharedMemory? _shared;

    /// <param name="subgraph">What comes from outside, and what is needed there.</param>
    /// <param name="steps">What is computed.</param>
    public SubgraphLayout(Subgraph subgraph, ImmutableArray<ProgramStep> steps)
    {
        using var numbers = new ValueNumbers(subgraph);
        // Plain loops: this is among the first things that a process does, and the framework has no code ahead for queries over numbers.
        // What is computed comes first, so that what is noted about it takes no room for constants.
        Inputs = new int[subgraph.Inputs.Length];
        for (int i = 0; i < Inputs.Length; i++) Inputs[i] = numbers.Add(subgraph.Inputs[i]);
        StepOutputs = new int[steps.Length][];
        for (int i = 0; i < steps.Length; i++) StepOutputs[i] = Slots(steps[i].Outputs.AsSpan(), numbers);
        Outputs = new int[subgraph.Outputs.Length];
        for (int i = 0; i < Outputs.Length; i++) Outputs[i] = numbers.Add(subgraph.Outputs[i]);
        _variables = numbers.Count;
        StepInputs = new int[steps.Length][];
        for (int i = 0; i < steps.Length; i++) StepInputs[i] = Slots(steps[i].Inputs.AsSpan(), numbers);
        Values = numbers.Values.ToArray();
        IsStatic = Array.TrueForAll(Values, v => v.Info.Shape.IsStatic);
        Block = new int[_variables];
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

    /// <summary>Slots of the operands of each step; -1 where one is left out.</summary>
    public int[][] StepInputs { get; }

    /// <summary>Slots of the results of each step.</summary>
    public int[][] StepOutputs { get; }

    public bool IsStatic { get; }

    /// <summary>Memory of the values inside, in use from the node that writes it to the last that reads it.</summary>
    public ImmutableArray<MemoryBlock> Blocks { get; private set; } = [];

    /// <summary>Last node that reads each input.</summary>
    public ImmutableArray<int> InputLastSteps { get; private set; }

    /// <summary>Node that writes each output.</summary>
    public ImmutableArray<int> OutputFirstSteps { get; private set; }

    /// <summary>Index in <see cref="Blocks"/> per slot of what is computed; -1 for values that come from or go outside.</summary>
    private int[] Block { get; }

    /// <summary>Where a value lies: an index in <see cref="Blocks"/>, where it begins in that block, and how far it reaches, in bytes; null when it is no value inside.</summary>
    public (int Block, long Offset, long Length)? PlaceOf(int slot)
    {
        if (slot >= _variables || Block[slot] < 0 || _shared is null) return null;
        return (Block[slot], _shared.Offset[slot], _shared.Length[slot] > 0 ? _shared.Length[slot] : Values[slot].Info.ByteCount);
    }

    private static int[] Slots(ReadOnlySpan<Value?> values, ValueNumbers numbers)
    {
        var slots = new int[values.Length];
        for (int i = 0; i < slots.Length; i++) slots[i] = values[i] is { } value ? numbers.Add(value) : -1;
        return slots;
    }

    private void FindLifetimes(ImmutableArray<ProgramStep> steps)
    {
        var first = new int[_variables];
        var last = new int[_variables];
        Array.Fill(first, -1);
        for (int step = 0; step < steps.Length; step++)
        {
            foreach (int slot in StepInputs[step]) if (slot >= 0 && slot < _variables) last[slot] = step;
            foreach (int slot in StepOutputs[step]) first[slot] = last[slot] = step;
        }

        bool[] isInner = Array.ConvertAll(first, f => f >= 0);
        foreach (int slot in Inputs) isInner[slot] = false;
        foreach (int slot in Outputs) isInner[slot] = false;
        InputLastSteps = ImmutableCollectionsMarshal.AsImmutableArray(Array.ConvertAll(Inputs, slot => last[slot]));
        OutputFirstSteps = ImmutableCollectionsMarshal.AsImmutableArray(Array.ConvertAll(Outputs, slot => first[slot]));
        _shared = new SharedMemory(steps, this, isInner, last);
        PlanBlocks(_shared, isInner, first, last);
    }

    /// <summary>A block for each value that lies in memory of its own, as long as anything in it is in use.</summary>
    private void PlanBlocks(SharedMemory shared, bool[] isInner, int[] first, int[] last)
    {
        int count = 0;
        for (int slot = 0; slot < _variables; slot++)
            if (isInner[slot] && shared.Owner[slot] == slot) Block[slot] = count++;
        var blocks = new MemoryBlock[count];
        for (int slot = 0; slot < _variables; slot++)
            if (Block[slot] >= 0) blocks[Block[slot]] = new MemoryBlock(Values[slot].Info.ByteCount, first[slot], last[slot]);
        for (int slot = 0; slot < _variables; slot++)
        {
            int block = Block[shared.Owner[slot]];
            if (shared.Owner[slot] == slot || block < 0) continue;
            Block[slot] = block;
            blocks[block] = blocks[block] with { FirstUse = Math.Min(blocks[block].FirstUse, first[slot]), LastUse = Math.Max(blocks[block].LastUse, last[slot]) };
        }

        Blocks = ImmutableCollectionsMarshal.AsImmutableArray(blocks);
    }
}
