using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class RandomUniformKernel(RandomUniform op) : IKernel<RandomUniformKernel, RandomUniform>, IFloatKernel
{
    public static Support Supports(RandomUniform op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.Outputs[0].Type);

    public static RandomUniformKernel Prepare(RandomUniform op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Output(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new MersenneTwister(args.Scratch.Rent<uint>(MersenneTwister.StateSize), op.Seed);
        foreach (ref T value in args.Output(0).Span<T>()) value = T.CreateSaturating(op.Low + (((double)op.High - op.Low) * random.NextDouble()));
    }
}
