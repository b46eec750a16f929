using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed class PReluKernel(BroadcastLoop loop) : IKernel<PReluKernel, PRelu>
{
    public static Support Supports(PRelu op, KernelSignature signature) => Support.All(
        new SupportRule(signature.InputType(0) == ElementType.Float32, $"input is {signature.InputType(0)}, expected Float32"));

    public static Fusions Fusions(PRelu op, KernelSignature signature) => Kernels.Fusions.Overwrites;

    public static PReluKernel Prepare(PRelu op, KernelSignature signature) =>
        new(BroadcastLoop.Of<BinaryVectors.PRelu>(new BroadcastShape(signature.Input(0).Shape, signature.Input(1).Shape, signature.Outputs[0].Shape), Activation.None, signature.Threads));

    public void Run(in KernelArgs args) => loop.Run(args);
}
