using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Applies a function of two floats with broadcasting.</summary>
internal sealed unsafe class BroadcastLoop
{
    /// <summary>Results between which an activation is applied: they are still in the first-level cache.</summary>
    private const int Chunk = 4096;

    private readonly BroadcastShape _shape;
    private readonly Activation _activation;
    private readonly delegate*<float*, int, float*, int, float*, nint, void> _loop;

    private BroadcastLoop(BroadcastShape shape, Activation activation, delegate*<float*, int, float*, int, float*, nint, void> loop)
    {
        (_shape, _activation) = (shape, activation);
        _loop = loop;
    }

    public static BroadcastLoop Of<TFunction>(BroadcastShape shape, Activation activation) where TFunction : IBinaryFunction =>
        new(shape, activation, &BinaryLoop.Run<TFunction>);

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
        int size = _shape.Sizes[axis], strideA = _shape.StridesA[axis], strideB = _shape.StridesB[axis];
        if (axis < _shape.Sizes.Length - 1)
        {
            for (int i = 0; i < size; i++) Axis(axis + 1, a + ((nint)i * strideA), b + ((nint)i * strideB), ref y);
            return;
        }

        for (int done = 0; done < size; done += Chunk)
        {
            int count = Math.Min(Chunk, size - done);
            _loop(a + ((nint)done * strideA), strideA, b + ((nint)done * strideB), strideB, y, count);
            FloatActivation.Apply(_activation, y, count);
            y += count;
        }
    }
}
