using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Signal;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>Transforms rows of real numbers into spectra, or back.</summary>
internal static class SpectrumRows
{
    /// <summary>The transform of Int16, Int32 or Float32.</summary>
    public static IPreparedKernel Of(ElementType type, int length, bool inverse) => type switch
    {
        ElementType.Int16 => new SpectrumRows<short, Int16Fft>(length, inverse),
        ElementType.Int32 => new SpectrumRows<int, Int32Fft>(length, inverse),
        _ => new SpectrumRows<float, FloatFft>(length, inverse),
    };
}

/// <summary>Transforms rows of numbers of one type.</summary>
internal sealed class SpectrumRows<T, TArithmetic>(int length, bool inverse) : IPreparedKernel where T : unmanaged, INumber<T> where TArithmetic : IFftArithmetic<T>
{
    private readonly RealFft<T, TArithmetic> _fft = new(length, inverse);

    public void Run(in KernelArgs args)
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        Span<FftNumber<T>> row = args.Scratch.Rent<FftNumber<T>>((length / 2) + 1), result = args.Scratch.Rent<FftNumber<T>>((length / 2) + 1);
        Span<FftNumber<T>> scratch = args.Scratch.Rent<FftNumber<T>>(length);
        Shape from = args.Input(0).Info.Shape, to = args.Output(0).Info.Shape;
        int size = from[from.Rank - 1], resultSize = to[to.Rank - 1];
        for (int r = 0; r * resultSize < y.Length; r++)
        {
            ReadOnlySpan<T> source = x.Slice(r * size, size);
            for (int i = 0; i < row.Length; i++) row[i] = new FftNumber<T>(At(source, 2 * i), At(source, (2 * i) + 1));
            if (inverse) _fft.Backward(row, result, scratch);
            else _fft.Forward(row, result, scratch);
            Store(result, y.Slice(r * resultSize, resultSize));
        }
    }

    private static T At(ReadOnlySpan<T> row, int index) => index < row.Length ? row[index] : T.Zero;

    private void Store(ReadOnlySpan<FftNumber<T>> result, Span<T> target)
    {
        // Integers are divided on the way.
        T divisor = inverse && typeof(T) == typeof(float) ? T.CreateChecked(length) : T.One;
        for (int i = 0; i < target.Length; i++) target[i] = (i % 2 == 0 ? result[i / 2].Re : result[i / 2].Im) / divisor;
    }
}
