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
        return Support.All(
            new(x.Type == ElementType.Float32, $"input is {x.Type}, expected Float32"),
            new(x.Shape.IsStatic, $"shape {x.Shape} is not known"));
    }

    public static SoftmaxKernel Prepare(Softmax op, KernelSignature signature) =>
        new(op, AxisLoop.Of(signature.Input(0).Shape, op.Axis), signature.InputType(0) == ElementType.Float32 ? null : new ByteSoftmax(op, signature));

    public void Run(in KernelArgs args)
    {
        if (loop.Count == 0 || loop.Inner == 0) return;
        if (bytes is not null)
        {
            fixed (byte* stored = args.Input(0).Bytes.Span)
            fixed (byte* result = args.Output(0).Bytes.Span)
                bytes.Run(stored, result, loop);
            return;
        }

        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* memory = args.Scratch.Rent<float>(2 * SoftmaxLoop.Columns))
            for (int row = 0; row < loop.Outer; row++)
            {
                nint first = (nint)row * loop.Count * loop.Inner;
                if (loop.Inner == 1) SoftmaxLoop.Run(x + first, y + first, loop.Count, op.Beta);
                else SoftmaxLoop.RunAcross(x + first, y + first, loop.Count, loop.Inner, op.Beta, memory);
            }
    }
}
