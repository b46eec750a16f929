using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ComplexPartKernel(ComplexPart op) : IKernel<ComplexPartKernel, ComplexPart>
{
    public static Support Supports(ComplexPart op, KernelSignature signature) => Support.Yes;

    public static ComplexPartKernel Prepare(ComplexPart op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        ReadOnlySpan<Complex64> x = args.Input(0).Span<Complex64>();
        Span<float> y = args.Output(0).Span<float>();
        for (int i = 0; i < x.Length; i++)
            y[i] = op.Kind switch
            {
                ComplexPartKind.Real => x[i].Real,
                ComplexPartKind.Imaginary => x[i].Imaginary,
                ComplexPartKind.Abs => float.Hypot(x[i].Real, x[i].Imaginary),
                ComplexPartKind.Angle => MathF.Atan2(x[i].Imaginary, x[i].Real),
            };
    }
}
