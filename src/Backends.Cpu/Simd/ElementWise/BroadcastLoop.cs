using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Threading;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Applies a function of two floats with broadcasting.</summary>
internal sealed unsafe class BroadcastLoop : IDivisible
{
    /// <summary>Results between which an activation is applied: they are still in the first-level cache.</summary>
    private const int Chunk = 4096;

    private readonly BroadcastShape _shape;
    private readonly Activation _activation;
    private readonly int _threads;
    private readonly int _parts;
    private readonly nint _inner;
    private readonly delegate*<float*, int, float*, int, float*, nint, void> _loop;

    private BroadcastLoop(BroadcastShape shape, Activation activation, int threads, delegate*<float*, int, float*, int, float*, nint, void> loop)
    {
        (_shape, _activation, _threads, _parts, _inner) = (shape, activation, threads, shape.Parts(threads, sizeof(float)), shape.Inner);
        _loop = loop;
    }

    public static BroadcastLoop Of<TFunction>(BroadcastShape shape, Activation activation, int threads) where TFunction : struct, IBinaryFunction =>
        new(shape, activation, threads, &BinaryLoop.Run<TFunction>);

    public void Run(in KernelArgs args)
    {
        if (args.Output(0).Info.ElementCount == 0) return;
        fixed (float* a = args.Input(0).Span<float>())
        fixed (float* b = args.Input(1).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
            Division.Run(this, _threads, _parts, (byte*)a, (byte*)b, (byte*)y);
    }

    /// <inheritdoc/>
    public void Part(byte* a, byte* b, byte* y, int part, int parts)
    {
        (int first, int count) = _shape.Part(part, parts);
        float* to = (float*)y + (first * _inner);
        Axis(0, count, (float*)a + ((nint)first * _shape.StridesA[0]), (float*)b + ((nint)first * _shape.StridesB[0]), ref to);
    }

    private void Axis(int axis, int size, float* a, float* b, ref float* y)
    {
        int strideA = _shape.StridesA[axis], strideB = _shape.StridesB[axis];
        if (axis < _shape.Sizes.Length - 1)
        {
            for (int i = 0; i < size; i++) Axis(axis + 1, _shape.Sizes[axis + 1], a + ((nint)i * strideA), b + ((nint)i * strideB), ref y);
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
