using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Backends.Cpu.Simd.Lanes;
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
                if (Vector512.IsHardwareAccelerated && loop.Count >= Vector512<float>.Count) Row<Vector512<float>, FloatLanes512>(from, to, loop.Count, op.Beta);
                else if (Vector256.IsHardwareAccelerated && loop.Count >= Vector256<float>.Count) Row<Vector256<float>, FloatLanes256>(from, to, loop.Count, op.Beta);
                else if (loop.Count >= Vector128<float>.Count) Row<Vector128<float>, FloatLanes128>(from, to, loop.Count, op.Beta);
                else Row<float, FloatLanes1>(from, to, loop.Count, op.Beta);
            }
    }

    private static void Row<TVector, TLanes>(float* x, float* y, int count, float beta) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        int last = count - TLanes.Count;
        TVector most = TLanes.Load(x + last);
        for (int i = 0; i < last; i += TLanes.Count) most = TLanes.MaxOrNaN(most, TLanes.Load(x + i));
        TVector max = TLanes.Splat(TLanes.Largest(most)), factor = TLanes.Splat(beta), sum = TLanes.Splat(0);
        int done = 0;
        for (; done <= last; done += TLanes.Count)
        {
            TVector e = FloatMath.Exp<TVector, TLanes>(TLanes.Multiply(TLanes.Subtract(TLanes.Load(x + done), max), factor));
            TLanes.Store(y + done, e);
            sum = TLanes.Add(sum, e);
        }

        float total = TLanes.Sum(sum), largest = TLanes.Largest(max);
        for (; done < count; done++) total += y[done] = FloatMath.Exp<float, FloatLanes1>((x[done] - largest) * beta);
        // One division for all: the product is off by one unit in the last place at most.
        float share = 1 / total;
        TVector all = TLanes.Splat(share);
        done = 0;
        for (; done <= last; done += TLanes.Count) TLanes.Store(y + done, TLanes.Multiply(TLanes.Load(y + done), all));
        for (; done < count; done++) y[done] *= share;
    }
}
