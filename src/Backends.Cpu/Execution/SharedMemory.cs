using System.Collections.Immutable;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>Finds values that lie in the memory of others: parts in what they are joined to or cut from, results where an operand was that nobody needs any more.</summary>
internal sealed class SharedMemory
{
    private readonly Func<Value, int> _slotOf;
    private readonly bool[] _isInner;
    private readonly int[] _last;

    /// <param name="steps">Steps.</param>
    /// <param name="slotOf">Number of a value.</param>
    /// <param name="isInner">By slot: whether a value is computed here, and nobody outside reads it.</param>
    /// <param name="last">By slot: the last step that uses a value.</param>
    public SharedMemory(ImmutableArray<ProgramStep> steps, Func<Value, int> slotOf, bool[] isInner, int[] last)
    {
        (_slotOf, _isInner, _last) = (slotOf, isInner, [.. last]);
        Owner = new int[last.Length];
        for (int slot = 0; slot < Owner.Length; slot++) Owner[slot] = slot;
        Offset = new long[last.Length];
        Length = new long[last.Length];
        HashSet<Value> spread = [.. steps.Where(s => s.Signature.OutputStride > 0).Select(s => s.Outputs[0])];
        // Backwards: what is joined of parts, and then is a part itself, is placed before its parts are.
        for (int i = steps.Length - 1; i >= 0; i--)
            if (steps[i] is { Op: Concat concat } join && join.Fusions.HasFlag(Fusions.SharesParts)) PlaceParts(steps[i], concat.Axis, spread);
        for (int i = 0; i < steps.Length; i++)
            if (steps[i] is { Op: Split split } cut && cut.Fusions.HasFlag(Fusions.SharesParts)) PlacePieces(steps[i], split.Axis);
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
    private void PlaceParts(ProgramStep join, int axis, HashSet<Value> spread)
    {
        TensorInfo whole = join.Outputs[0].Info;
        int slot = _slotOf(join.Outputs[0]);
        if (!_isInner[slot]) return;
        if (axis < 0) axis += whole.Shape.Rank;
        bool follow = whole.Shape.Product(0, axis) == 1;
        long offset = 0;
        foreach (Value? part in join.Inputs)
        {
            if (part is null) continue;
            int place = _slotOf(part);
            if ((follow || spread.Contains(part)) && _isInner[place] && Owner[place] == place && part.Info.Quantization == whole.Quantization)
            {
                (Owner[place], Offset[place]) = (Owner[slot], Offset[slot] + offset);
                if (spread.Contains(part)) Length[place] = whole.ByteCount - offset;
            }

            offset += part.Info.Shape.Product(axis, whole.Shape.Rank) * (whole.Type.BitWidth() / 8);
        }
    }

    /// <summary>Pieces that follow each other in what they are cut from.</summary>
    private void PlacePieces(ProgramStep cut, int axis)
    {
        if (cut.Inputs[0] is not { Constant: null } whole || !_isInner[_slotOf(whole)]) return;
        Shape shape = whole.Info.Shape;
        int slot = _slotOf(whole);
        if (shape.Product(0, axis < 0 ? axis + shape.Rank : axis) != 1) return;
        long offset = Offset[slot];
        foreach (Value piece in cut.Outputs)
        {
            int place = _slotOf(piece);
            if (_isInner[place] && Owner[place] == place) (Owner[place], Offset[place]) = (Owner[slot], offset);
            offset += piece.Info.ByteCount;
        }
    }

    private void Overwrite(ProgramStep step, int index, int[] last)
    {
        Value result = step.Outputs[0];
        int slot = _slotOf(result);
        if (!_isInner[slot] || Owner[slot] != slot || step.Outputs.Length > 1) return;
        foreach (Value? operand in step.Inputs)
        {
            if (operand is null || operand.Constant is not null || operand.Info.ByteCount != result.Info.ByteCount) continue;
            int place = _slotOf(operand), owner = Owner[place];
            bool isFree = _isInner[place] && Offset[place] == 0 && last[place] == index && _last[owner] == index;
            // Another operand in the same memory would be overwritten before it is read.
            if (!isFree || step.Inputs.Any(v => v is not null && v != operand && Owner[_slotOf(v)] == owner)) continue;
            Owner[slot] = owner;
            _last[owner] = last[slot];
            return;
        }
    }
}
