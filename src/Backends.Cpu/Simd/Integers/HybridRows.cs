using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Lanes;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Turns integer sums back into floats: times the scales of activations and weights, plus bias, then the activation.</summary>
internal sealed unsafe class HybridRows
{
    private readonly PackedBuffer _scales;
    private readonly PackedBuffer? _bias;
    private readonly Activation _activation;

    /// <param name="scales">Scales of the weights; one, or one per column.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="bias">Bias, or empty.</param>
    /// <param name="activation">Fused activation.</param>
    public HybridRows(ReadOnlySpan<float> scales, int columns, ReadOnlySpan<float> bias, Activation activation)
    {
        var all = new float[columns];
        for (int c = 0; c < columns; c++) all[c] = scales[scales.Length == 1 ? 0 : c];
        _scales = PackedBuffer.Of<float>(all);
        _bias = bias.IsEmpty ? null : PackedBuffer.Of(bias);
        _activation = activation;
    }

    /// <param name="sums">Integer sums.</param>
    /// <param name="column">First column.</param>
    /// <param name="count">Columns.</param>
    /// <param name="scale">Scale of the activations.</param>
    /// <param name="to">Receives floats.</param>
    public void Store(int* sums, int column, int count, float scale, float* to)
    {
        float* bias = _bias is null ? null : (float*)_bias.Pointer + column;
        float* scales = (float*)_scales.Pointer + column;
        int done = Vector512.IsHardwareAccelerated ? Scale<Vector512<float>, FloatLanes512>(sums, scales, bias, scale, to, 0, count) : 0;
        done = Scale<Vector128<float>, FloatLanes128>(sums, scales, bias, scale, to, done, count);
        Scale<float, FloatLanes1>(sums, scales, bias, scale, to, done, count);
        FloatActivation.Apply(_activation, to, count);
    }

    private static int Scale<TVector, TLanes>(int* sums, float* scales, float* bias, float scale, float* to, int from, int count)
        where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        int c = from;
        TVector common = TLanes.Splat(scale);
        for (; c <= count - TLanes.Count; c += TLanes.Count)
        {
            TVector value = TLanes.Multiply(TLanes.FromIntegers(sums + c), TLanes.Multiply(common, TLanes.Load(scales + c)));
            TLanes.Store(to + c, bias == null ? value : TLanes.Add(value, TLanes.Load(bias + c)));
        }

        return c;
    }
}
