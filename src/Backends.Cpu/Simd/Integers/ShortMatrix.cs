using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>A matrix of bytes, widened to 16 bits, that multiplies vectors: a vector register holds a pair of numbers of each of its rows.</summary>
internal sealed unsafe class ShortMatrix
{
    /// <summary>Vectors of sums at a time: enough to hide how long a multiplication takes.</summary>
    private const int Unrolled = 4;

    private static readonly int s_lanes = Avx512BW.IsSupported ? 16 : Avx2.IsSupported ? 8 : 4;

    private readonly PackedBuffer _pairs;
    private readonly int _depth;
    private readonly int _panels;

    /// <param name="weights">Int8 <c>[rows, depth]</c>.</param>
    /// <param name="zeroPoint">Taken off all of them.</param>
    public ShortMatrix(Tensor weights, int zeroPoint = 0)
    {
        (int rows, _depth) = (weights.Info.Shape[0], weights.Info.Shape[1]);
        _panels = (rows + s_lanes - 1) / s_lanes;
        _pairs = new PackedBuffer((long)_panels * s_lanes * PaddedDepth * sizeof(short));
        ReadOnlySpan<sbyte> from = weights.Span<sbyte>();
        var to = (short*)_pairs.Pointer;
        for (int r = 0; r < rows; r++)
            for (int d = 0; d < _depth; d++) to[(((((nint)(r / s_lanes) * PaddedDepth / 2) + (d / 2)) * s_lanes) + (r % s_lanes)) * 2 + (d % 2)] = (short)(from[(r * _depth) + d] - zeroPoint);
    }

    /// <summary>Numbers of a vector, made even.</summary>
    public int PaddedDepth => (_depth + 1) & ~1;

    /// <summary>Brings a vector to the form in which it is multiplied.</summary>
    /// <param name="vector">Numbers that fit 16 bits.</param>
    /// <param name="to">Room for <see cref="PaddedDepth"/> numbers or more.</param>
    public void Narrow(ReadOnlySpan<int> vector, Span<short> to)
    {
        to[PaddedDepth - 1] = 0;
        for (int i = 0; i < vector.Length; i++) to[i] = (short)vector[i];
    }

    /// <summary>Writes a sum per row, by whole vectors.</summary>
    /// <param name="vector">What <see cref="Narrow"/> wrote.</param>
    /// <param name="sums">Receives them.</param>
    public void Multiply(ReadOnlySpan<short> vector, Span<int> sums)
    {
        fixed (short* from = vector)
        fixed (int* to = sums)
        {
            if (Avx512BW.IsSupported) Multiply<Vector512<int>, ShortLanes512>(from, to);
            else if (Avx2.IsSupported) Multiply<Vector256<int>, ShortLanes256>(from, to);
            else Multiply<Vector128<int>, ShortLanes128>(from, to);
        }
    }

    private void Multiply<TVector, TLanes>(short* vector, int* sums) where TVector : struct where TLanes : ITileMath<TVector>
    {
        nint pairs = PaddedDepth / 2, panel = pairs * TLanes.Count;
        var weights = (int*)_pairs.Pointer;
        int p = 0;
        for (; p <= _panels - Unrolled; p += Unrolled, weights += Unrolled * panel, sums += Unrolled * TLanes.Count)
        {
            TVector a = default, b = default, c = default, d = default;
            for (nint k = 0; k < pairs; k++)
            {
                TVector x = TLanes.Broadcast(vector + (2 * k));
                int* w = weights + (k * TLanes.Count);
                a = TLanes.MultiplyAdd(a, x, TLanes.Load(w));
                b = TLanes.MultiplyAdd(b, x, TLanes.Load(w + panel));
                c = TLanes.MultiplyAdd(c, x, TLanes.Load(w + (2 * panel)));
                d = TLanes.MultiplyAdd(d, x, TLanes.Load(w + (3 * panel)));
            }

            TLanes.Store(sums, a);
            TLanes.Store(sums + TLanes.Count, b);
            TLanes.Store(sums + (2 * TLanes.Count), c);
            TLanes.Store(sums + (3 * TLanes.Count), d);
        }

        for (; p < _panels; p++, weights += panel, sums += TLanes.Count)
        {
            TVector sum = default;
            for (nint k = 0; k < pairs; k++) sum = TLanes.MultiplyAdd(sum, TLanes.Broadcast(vector + (2 * k)), TLanes.Load(weights + (k * TLanes.Count)));
            TLanes.Store(sums, sum);
        }
    }
}
