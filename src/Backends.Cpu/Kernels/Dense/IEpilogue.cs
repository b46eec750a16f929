using System.Numerics;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels.Dense;

/// <summary>What becomes of a sum: bias, activation or requantization, and storing.</summary>
internal interface IEpilogue<TSum>
{
    /// <summary>What the sum of an output channel begins with: the bias, where it is in the units of the sum.</summary>
    TSum Start(int channel);

    /// <param name="batch">Index of the batch.</param>
    /// <param name="channel">Index of the output channel.</param>
    /// <param name="index">Place in the output.</param>
    /// <param name="sum">The products' sum.</param>
    void Store(int batch, int channel, int index, TSum sum);
}

/// <summary>Adds a bias and applies an activation.</summary>
internal readonly ref struct FloatEpilogue<T>(in KernelArgs args, Activation activation) : IEpilogue<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _bias = args.Has(2) ? args.Input(2).Span<T>() : default;
    private readonly Span<T> _output = args.Output(0).Span<T>();

    public T Start(int channel) => _bias.IsEmpty ? T.Zero : _bias[channel];

    public void Store(int batch, int channel, int index, T sum) => _output[index] = FusedActivation.Apply(activation, sum);
}

/// <summary>Adds an integer bias and requantizes; stores the accumulator itself when there is no requantizer.</summary>
internal readonly ref struct IntegerEpilogue(in KernelArgs args, Requantizer? requantizer) : IEpilogue<long>
{
    private readonly TensorBuffer _bias = args.Has(2) ? args.Input(2) : default;
    private readonly TensorBuffer _output = args.Output(0);

    public long Start(int channel) => _bias.Info is null ? 0 : StoredIntegers.At(_bias, channel);

    public void Store(int batch, int channel, int index, long sum) =>
        StoredIntegers.Write(_output, index, requantizer is null ? unchecked((int)sum) : requantizer.Apply(sum, channel));
}

/// <summary>Scales integer sums back to floats, then adds the bias and applies the activation.</summary>
internal readonly ref struct HybridEpilogue(in KernelArgs args, Activation activation, ReadOnlySpan<float> batchScales, QuantizationInfo weights) : IEpilogue<long>
{
    private readonly ReadOnlySpan<float> _bias = args.Has(2) ? args.Input(2).Span<float>() : default;
    private readonly Span<float> _output = args.Output(0).Span<float>();
    private readonly ReadOnlySpan<float> _batchScales = batchScales;
    private readonly ReadOnlySpan<float> _weightScales = weights.Scales.Span;

    public long Start(int channel) => 0;

    public void Store(int batch, int channel, int index, long sum)
    {
        float scale = _batchScales[batch] * _weightScales[_weightScales.Length == 1 ? 0 : channel];
        float value = sum * scale;
        if (!_bias.IsEmpty) value += _bias[channel];
        _output[index] = FusedActivation.Apply(activation, value);
    }
}
