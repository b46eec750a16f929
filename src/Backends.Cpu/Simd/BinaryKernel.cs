using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed unsafe class BinaryKernel(Binary op, BroadcastShape shape) : IKernel<BinaryKernel, Binary>
{
    /// <summary>Results between which an activation is applied: they are still in the first-level cache.</summary>
    private const int Chunk = 4096;

    private readonly nint _loop = Find(op.Kind);

    public static Support Supports(Binary op, KernelSignature signature) => Support.All(
        (signature.InputType(0) == ElementType.Float32, $"input is {signature.InputType(0)}, expected Float32"),
        (Find(op.Kind) != 0, $"{op.Kind} is not vectorised"));

    public static BinaryKernel Prepare(Binary op, KernelSignature signature) =>
        new(op, new BroadcastShape(signature.Input(0).Shape, signature.Input(1).Shape, signature.Outputs[0].Shape));

    public void Run(in KernelArgs args)
    {
        if (args.Output(0).Info.ElementCount == 0) return;
        fixed (float* a = args.Input(0).Span<float>())
        fixed (float* b = args.Input(1).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        {
            float* to = y;
            Axis(0, a, b, ref to);
        }
    }

    private void Axis(int axis, float* a, float* b, ref float* y)
    {
        int size = shape.Sizes[axis], strideA = shape.StridesA[axis], strideB = shape.StridesB[axis];
        if (axis < shape.Sizes.Length - 1)
        {
            for (int i = 0; i < size; i++) Axis(axis + 1, a + ((nint)i * strideA), b + ((nint)i * strideB), ref y);
            return;
        }

        for (int done = 0; done < size; done += Chunk)
        {
            int count = Math.Min(Chunk, size - done);
            ((delegate*<float*, int, float*, int, float*, nint, void>)_loop)(a + ((nint)done * strideA), strideA, b + ((nint)done * strideB), strideB, y, count);
            FloatActivation.Apply(op.Activation, y, count);
            y += count;
        }
    }

    private static nint Find(BinaryKind kind) => kind switch
    {
        BinaryKind.Add => Loop<BinaryVectors.Add>(),
        BinaryKind.Sub => Loop<BinaryVectors.Sub>(),
        BinaryKind.Mul => Loop<BinaryVectors.Mul>(),
        BinaryKind.Div => Loop<BinaryVectors.Div>(),
        BinaryKind.Minimum => Loop<BinaryVectors.Minimum>(),
        BinaryKind.Maximum => Loop<BinaryVectors.Maximum>(),
        BinaryKind.SquaredDifference => Loop<BinaryVectors.SquaredDifference>(),
        _ => 0,
    };

    private static nint Loop<TFunction>() where TFunction : IBinaryFunction =>
        (nint)(delegate*<float*, int, float*, int, float*, nint, void>)&BinaryLoop.Run<TFunction>;
}
