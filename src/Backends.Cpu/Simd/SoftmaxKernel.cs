using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed unsafe class SoftmaxKernel(Softmax op, AxisLoop loop, ByteSoftmax? bytes) : IKernel<SoftmaxKernel, Softmax>
{
    public static Support Supports(Softmax op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0);
        if (x.Type is ElementType.Int8 or ElementType.UInt8) return ByteSoftmax.Supports(signature);
        bool last = x.Shape.IsStatic && AxisLoop.Of(x.Shape, op.Axis).Inner == 1;
        return Support.All(
            new(x.Type == ElementType.Float32, $"input is {x.Type}, expected Float32"),
            new(last, $"axis {op.Axis} of {x.Shape} is not the innermost"));
    }

    public static SoftmaxKernel Prepare(Softmax op, KernelSignature signature) =>
        new(op, AxisLoop.Of(signature.Input(0).Shape, op.Axis), signature.InputType(0) == ElementType.Float32 ? null : new ByteSoftmax(op, signature));

    public void Run(in KernelArgs args)
    {
        if (loop.Count == 0) return;
        if (bytes is not null)
        {
            fixed (byte* stored = args.Input(0).Bytes.Span)
            fixed (byte* result = args.Output(0).Bytes.Span)
                bytes.Run(stored, result, loop);
            return;
        }

        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
            for (int row = 0; row < loop.Outer; row++)
            {
                float* from = x + ((nint)row * loop.Count), to = y + ((nint)row * loop.Count);
                SoftmaxLoop.Run(from, to, loop.Count, op.Beta);
            }
    }
}
