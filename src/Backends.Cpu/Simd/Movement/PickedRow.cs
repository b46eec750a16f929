using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NnBridge.Backends.Cpu.Simd.Movement;

/// <summary>Chosen elements of rows, 32 bits each: sixteen at a time where they lie within two vectors of each other, which a shuffle of channels has.</summary>
internal sealed unsafe class PickedRow
{
    private const int Lanes = 16;
    private const int Scattered = -1;

    private readonly int _size;
    private readonly int[] _picks;

    /// <summary>For each block of results the element at which the first of two vectors begins; <see cref="Scattered"/> when they do not reach.</summary>
    private readonly int[] _bases;

    /// <summary>Lane of either vector, for each result of the blocks; the last block ends with the row and may overlap the one before.</summary>
    private readonly int[] _lanes;

    /// <param name="size">Elements of a row.</param>
    /// <param name="picks">Which of them make the result.</param>
    public PickedRow(int size, int[] picks)
    {
        (_size, _picks) = (size, picks);
        int blocks = Avx512F.IsSupported && size >= Lanes && picks.Length >= Lanes ? (picks.Length + Lanes - 1) / Lanes : 0;
        _bases = new int[blocks];
        _lanes = new int[blocks * Lanes];
        for (int b = 0; b < blocks; b++)
        {
            ReadOnlySpan<int> block = picks.AsSpan(Place(b), Lanes);
            int first = Math.Min(Smallest(block), size - Lanes), second = Math.Min(first + Lanes, size - Lanes);
            _bases[b] = first;
            for (int i = 0; i < Lanes; i++)
            {
                bool inFirst = block[i] < first + Lanes;
                _lanes[(b * Lanes) + i] = inFirst ? block[i] - first : block[i] - second + Lanes;
                if (!inFirst && block[i] >= second + Lanes) _bases[b] = Scattered;
            }
        }
    }

    public void Run(uint* x, uint* y, int rows)
    {
        fixed (int* picks = _picks, lanes = _lanes)
            for (int row = 0; row < rows; row++, x += _size, y += _picks.Length)
            {
                if (_bases.Length == 0) Copy(x, y, picks, _picks.Length);
                for (int b = 0; b < _bases.Length; b++)
                {
                    int place = Place(b), first = _bases[b];
                    if (first == Scattered)
                    {
                        Copy(x, y + place, picks + place, Lanes);
                        continue;
                    }

                    Vector512<uint> lower = Vector512.Load(x + first), upper = Vector512.Load(x + Math.Min(first + Lanes, _size - Lanes));
                    Avx512F.PermuteVar16x32x2(lower, Vector512.Load((uint*)lanes + (b * Lanes)), upper).Store(y + place);
                }
            }
    }

    private int Place(int block) => Math.Min(block * Lanes, _picks.Length - Lanes);

    private static int Smallest(ReadOnlySpan<int> numbers)
    {
        int smallest = numbers[0];
        foreach (int n in numbers) smallest = Math.Min(smallest, n);
        return smallest;
    }

    private static void Copy(uint* x, uint* y, int* picks, int count)
    {
        for (int i = 0; i < count; i++) y[i] = x[picks[i]];
    }
}
