using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class StftKernel : IKernel<StftKernel, Stft>, IFloatKernel
{
    public static Support Supports(Stft op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static StftKernel Prepare(Stft op, KernelSignature signature) => new();

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>(), window = args.Has(2) ? args.Input(2).Span<T>() : default;
        Span<T> y = args.Output(0).Span<T>();
        Shape signal = args.Input(0).Info.Shape, shape = args.Output(0).Info.Shape;
        int step = (int)IntegerOperand.At(args.Input(1), 0), width = signal[2], bins = shape[2];
        int size = args.Has(3) ? (int)IntegerOperand.At(args.Input(3), 0) : args.Has(2) ? window.Length : signal[1];
        Span<Complex> frame = args.Scratch.Rent<Complex>(size);
        for (int row = 0; row < shape[0] * shape[1]; row++)
        {
            int start = (row / shape[1] * signal[1]) + (row % shape[1] * step);
            for (int i = 0; i < size; i++)
            {
                var value = new Complex(double.CreateChecked(x[(start + i) * width]), width == 2 ? double.CreateChecked(x[((start + i) * width) + 1]) : 0);
                frame[i] = window.IsEmpty ? value : value * double.CreateChecked(window[i]);
            }

            Fourier.Transform(frame);
            for (int k = 0; k < bins; k++)
            {
                y[((row * bins) + k) * 2] = T.CreateSaturating(frame[k].Real);
                y[(((row * bins) + k) * 2) + 1] = T.CreateSaturating(frame[k].Imaginary);
            }
        }
    }
}
