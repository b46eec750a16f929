using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Along an inner dimension whole rows are compared, as for the classes of each pixel; along the last one, a row is.</summary>
internal sealed unsafe class ArgMinMaxKernel(ArgMinMax op, AxisLoop loop) : IKernel<ArgMinMaxKernel, ArgMinMax>
{
    public static Support Supports(ArgMinMax op, KernelSignature signature) => Support.All(
        new(signature.InputType(0) == ElementType.Float32, $"input is {signature.InputType(0)}, expected Float32"),
        new(signature.Constants[1] is not null, "the axis is not constant"),
        new(signature.Input(0).ElementCount > 0, "there is nothing to compare"));

    public static ArgMinMaxKernel Prepare(ArgMinMax op, KernelSignature signature)
    {
        Shape x = signature.Input(0).Shape;
        return new(op, AxisLoop.Of(x, IntegerOperand.Axis(TensorBuffer.OfConstant(Constants.Of(signature, 1)), 0, x.Rank)));
    }

    public void Run(in KernelArgs args)
    {
        int rows = loop.Outer, inner = loop.Inner;
        bool wide = args.Output(0).Info.Type == ElementType.Int64;
        fixed (float* x = args.Input(0).Span<float>())
        fixed (byte* y = args.Output(0).Bytes.Span)
        fixed (int* places = args.Scratch.Rent<int>(inner))
        fixed (float* best = args.Scratch.Rent<float>(inner))
            for (nint row = 0; row < rows; row++)
            {
                float* from = x + (row * loop.Count * inner);
                if (inner == 1) *places = ArgLoop.Row(from, loop.Count, op.Kind == ArgKind.Max, op.SelectLast);
                else ArgLoop.Rows(from, loop.Count, inner, op.Kind == ArgKind.Max, op.SelectLast, best, places);
                if (wide) for (nint i = 0; i < inner; i++) ((long*)y)[(row * inner) + i] = places[i];
                else Buffer.MemoryCopy(places, (int*)y + (row * inner), (long)inner * sizeof(int), (long)inner * sizeof(int));
            }
    }
}
