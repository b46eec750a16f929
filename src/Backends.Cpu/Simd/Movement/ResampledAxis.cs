using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Movement;

/// <summary>Which elements of one axis each new place is made of.</summary>
internal sealed unsafe class ResampledAxis
{
    private readonly AxisLoop _from;
    private readonly int _size;
    private readonly int _reach;
    private readonly int[] _places;
    private readonly float[] _weights;

    /// <param name="along">Finds places and weights.</param>
    /// <param name="from">The axis and what is around it.</param>
    /// <param name="size">Its new size.</param>
    public ResampledAxis(ResampleAxis along, AxisLoop from, int size)
    {
        (_from, _size) = (from, size);
        var places = new List<int>();
        var weights = new List<float>();
        for (int k = 0; k < size; k++)
        {
            along.Place(k, out int first, out ReadOnlySpan<double> all);
            _reach = all.Length;
            for (int i = 0; i < all.Length; i++)
            {
                places.Add(Math.Clamp(first + i, 0, from.Count - 1));
                weights.Add((float)all[i]);
            }
        }

        (_places, _weights) = ([.. places], [.. weights]);
    }

    /// <summary>Elements behind this axis.</summary>
    public int Results => checked(_from.Outer * _size * _from.Inner);

    /// <summary>Takes the one element of each place that has a weight.</summary>
    public void Copy(byte* x, byte* y, int elementBytes)
    {
        int row = checked(_from.Inner * elementBytes);
        for (int outer = 0; outer < _from.Outer; outer++, x += (nint)_from.Count * row)
            for (int k = 0; k < _size; k++, y += row)
            {
                int at = k * _reach;
                while (_weights[at] == 0) at++;
                new ReadOnlySpan<byte>(x + ((nint)_places[at] * row), row).CopyTo(new Span<byte>(y, row));
            }
    }

    /// <summary>Mixes the elements of each place.</summary>
    public void Blend(float* x, float* y)
    {
        nint row = _from.Inner;
        for (int outer = 0; outer < _from.Outer; outer++, x += _from.Count * row)
            for (int k = 0; k < _size; k++, y += row)
                Blend(x, y, k * _reach);
    }

    private void Blend(float* x, float* y, int at)
    {
        bool isFirst = true;
        for (int i = at; i < at + _reach; i++)
        {
            // An infinity that has no weight must not become part of the sum.
            if (_weights[i] == 0) continue;
            float* from = x + ((nint)_places[i] * _from.Inner);
            if (Vector512.IsHardwareAccelerated && _from.Inner >= Vector512<float>.Count) Add<Vector512<float>, FloatLanes512>(from, _weights[i], y, _from.Inner, isFirst);
            else if (_from.Inner >= Vector128<float>.Count) Add<Vector128<float>, FloatLanes128>(from, _weights[i], y, _from.Inner, isFirst);
            else Add<float, FloatLanes1>(from, _weights[i], y, _from.Inner, isFirst);
            isFirst = false;
        }

        if (isFirst) new Span<float>(y, _from.Inner).Clear();
    }

    private static void Add<TVector, TLanes>(float* from, float weight, float* to, int count, bool isFirst) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        TVector w = TLanes.Splat(weight);
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector product = TLanes.Multiply(TLanes.Load(from + i), w);
            TLanes.Store(to + i, isFirst ? product : TLanes.Add(product, TLanes.Load(to + i)));
        }

        for (; i < count; i++) to[i] = (from[i] * weight) + (isFirst ? 0 : to[i]);
    }
}
