using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Windows;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed unsafe class PoolKernel : IKernel<PoolKernel, Pool>
{
    private readonly Pool _op;
    private readonly WindowLoop _loop;

    private PoolKernel(Pool op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape;
        _op = op;
        _loop = new WindowLoop(WindowAxis.All(x, signature.Outputs[0].Shape, op.Window.Span, op.Strides, op.Dilations, op.Padding),
            x[0], x[x.Rank - 1], op.Activation, signature.Threads);
    }

    public static Support Supports(Pool op, KernelSignature signature) => Support.All(
        (signature.InputType(0) == ElementType.Float32, $"input is {signature.InputType(0)}, expected Float32"),
        (op.Kind != PoolKind.Lp, $"{op.Kind} pooling is not vectorised"),
        (!op.CountIncludePad || !op.Ceiling, "windows beyond the padding and counted padding are not combined"));

    public static PoolKernel Prepare(Pool op, KernelSignature signature) => new(op, signature);

    public void Run(in KernelArgs args)
    {
        int divisor = _op.CountIncludePad ? _loop.Axes.D.Kernel * _loop.Axes.H.Kernel * _loop.Axes.W.Kernel : 0;
        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        {
            if (_loop.Channels == 0) return;
            if (_op.Kind == PoolKind.Max) _loop.Run<WindowSteps.Largest>(x, y, null, null, divisor);
            else if (_op.Kind == PoolKind.Average) _loop.Run<WindowSteps.Mean>(x, y, null, null, divisor);
            else _loop.Run<WindowSteps.RootMeanSquare>(x, y, null, null, divisor);
        }
    }
}
