using System.Collections.Immutable;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>Finds values that lie in the memory of others: parts in what they are joined to or cut from, results where an operand was that nobody needs any more.</summary>
internal sealed class SharedMemory
{
    private readonly SubgraphLayout _layout;
    private readonly bool[] _isInner;
    private readonly int[] _last;

    /// <param name="steps">Steps.</param>
    /// <param name="layout">Slots of their operands and results; those of constants are beyond the lists.</param>
    /// <param name="isInner">By slot: whether a value is computed here, and nobody outside reads it.</param>
    /// <param name="last">By slot: the last step that uses a value.</param>
    public SharedMemory(ImmutableArray<ProgramStep> steps, SubgraphLayout layout, bool[] isInner, int[] last)
    {
        (_layout, _isInner, _last) = (layout, isInner, [.. last]);
        Owner = new int[last.Length];
        for (int slot = 0; slot < Owner.Length; slot++) Owner[slot] = slot;
        Offset = new long[last.Length];
        Length = new long[last.Length];
        var spread = new HashSet<int>();
        for (int i = 0; i < steps.Length; i++)
            if (steps[i].Signature.OutputStride > 0) spread.Add(layout.StepOutputs[i][0]);
        // Backwards: what is joined of parts, and then is a part itself, is placed before its parts are.
        for (int i = steps.Length - 1; i >= 0; i--)
            if (steps[i] is { Op: Concat concat } join && join.Fusions.HasFlag(Fusions.SharesParts)) PlaceParts(steps[i], i, concat.Axis, spread);
        for (int i = 0; i < steps.Length; i++)
            if (steps[i] is { Op: Split split } cut && cut.Fusions.HasFlag(Fusions.SharesParts)) PlacePieces(steps[i], i, split.Axis);
        for (int slot = 0; slot < Owner.Length; slot++) _last[Owner[slot]] = Math.Max(_last[Owner[slot]], last[slot]);
        for (int i = 0; i < steps.Length; i++)
            if (steps[i].Fusions.HasFlag(Fusions.Overwrites)) Overwrite(steps[i], i, last);
    }

    /// <summary>Slot in whose memory a value lies; its own for most.</summary>
    public int[] Owner { get; }

    /// <summary>Where it begins there, in bytes.</summary>
    public long[] Offset { get; }

    /// <summary>Bytes from there on that it reaches over when these are not just its own: a part of rows reaches up to the end of the whole. Else 0.</summary>
    public long[] Length { get; }

    /// <summary>Parts that follow each other in memory, and those that are written as parts of rows.</summary>
    private void PlaceParts(ProgramStep join, int index, int axis, HashSet<int> spread)
    {
        TensorInfo whole = join.Outputs[0].Info;
        int slot = _layout.StepOutputs[index][0];
        if (!_isInner[slot]) return;
        if (axis < 0) axis += whole.Shape.Rank;
        bool follow = whole.Shape.Product(0, axis) == 1;
        long offset = 0;
        for (int i = 0; i < join.Inputs.Length; i++)
        {
            if (join.Inputs[i] is not { } part) continue;
            int place = _layout.StepInputs[index][i];
            if ((follow || spread.Contains(place)) && IsInner(place) && Owner[place] == place && part.Info.Quantization == whole.Quantization)
            {
                (Owner[place], Offset[place]) = (Owner[slot], Offset[slot] + offset);
                if (spread.Contains(place)) Length[place] = whole.ByteCount - offset;
            }

            offset += part.Info.Shape.Product(axis, whole.Shape.Rank) * (whole.Type.BitWidth() / 8);
        }
    }

    /// <summary>Pieces that follow each other in what they are cut from.</summary>
    private void PlacePieces(ProgramStep cut, int index, int axis)
    {
        int slot = _layout.StepInputs[index][0];
        if (cut.Inputs[0] is not { } whole || !IsInner(slot)) return;
        Shape shape = whole.Info.Shape;
        if (shape.Product(0, axis < 0 ? axis + shape.Rank : axis) != 1) return;
        long offset = Offset[slot];
        for (int i = 0; i < cut.Outputs.Length; i++)
        {
            int place = _layout.StepOutputs[index][i];
            if (_isInner[place] && Owner[place] == place) (Owner[place], Offset[place]) = (Owner[slot], offset);
            offset += cut.Outputs[i].Info.ByteCount;
        }
    }

    private void Overwrite(ProgramStep step, int index, int[] last)
    {
        int slot = _layout.StepOutputs[index][0];
        if (!_isInner[slot] || Owner[slot] != slot || step.Outputs.Length > 1) return;
        int[] operands = _layout.StepInputs[index];
        for (int i = 0; i < operands.Length; i++)
        {
            int place = operands[i];
            if (!IsInner(place) || step.Inputs[i]?.Info.ByteCount != step.Outputs[0].Info.ByteCount) continue;
            int owner = Owner[place];
            bool isFree = Offset[place] == 0 && last[place] == index && _last[owner] == index;
            // Another operand in the same memory would be overwritten before it is read.
            if (!isFree || Array.Exists(operands, o => o != place && IsInner(o) && Owner[o] == owner)) continue;
            Owner[slot] = owner;
            _last[owner] = last[slot];
            return;
        }
    }

    /// <summary>Whether an operand is computed here, and nobody outside reads it: it may be left out, or be a constant.</summary>
    private bool IsInner(int slot) => (uint)slot < (uint)_isInner.Length && _isInner[slot];
}
