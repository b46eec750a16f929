using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class RandomNormalKernel(RandomNormal op) : IKernel<RandomNormalKernel, RandomNormal>, IFloatKernel
{
    public static Support Supports(RandomNormal op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.Outputs[0].Type);

    public static RandomNormalKernel Prepare(RandomNormal op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Output(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new MersenneTwister(args.Scratch.Rent<uint>(MersenneTwister.StateSize), op.Seed);
        Span<T> y = args.Output(0).Span<T>();
        for (int i = 0; i < y.Length; i += 2)
        {
            (double first, double second) = Pair(ref random);
            y[i] = T.CreateSaturating(op.Mean + (op.Deviation * first));
            if (i + 1 < y.Length) y[i + 1] = T.CreateSaturating(op.Mean + (op.Deviation * second));
        }
    }

    /// <summary>Two independent numbers from a point inside the unit circle.</summary>
    private static (double First, double Second) Pair(ref MersenneTwister random)
    {
        double x, y, square;
        do
        {
            x = (2 * random.NextDouble()) - 1;
            y = (2 * random.NextDouble()) - 1;
            square = (x * x) + (y * y);
        }
        while (square is >= 1 or 0);

        double factor = Math.Sqrt(-2 * Math.Log(square) / square);
        return (factor * y, factor * x);
    }
}
