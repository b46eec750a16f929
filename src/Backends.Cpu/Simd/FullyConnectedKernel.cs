using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed class FullyConnectedKernel : IKernel<FullyConnectedKernel, FullyConnected>
{
    private readonly IPreparedKernel _arithmetic;

    private FullyConnectedKernel(IPreparedKernel arithmetic) => _arithmetic = arithmetic;

    public static Support Supports(FullyConnected op, KernelSignature signature) => DenseRules.Supports(signature, op.Activation, op.Hybrid, weightAxis: 0);

    public static FullyConnectedKernel Prepare(FullyConnected op, KernelSignature signature) => new(
        DenseRules.IsInteger(signature) ? new IntegerFullyConnected(op, signature)
        : DenseRules.IsHybrid(signature, op.Hybrid) ? HybridProduct.Of(op, signature)
        : new FloatFullyConnected(op, signature));

    public void Run(in KernelArgs args) => _arithmetic.Run(args);
}
