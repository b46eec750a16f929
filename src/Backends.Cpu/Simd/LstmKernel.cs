using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Long short-term memories of floats, and of TensorFlow Lite's integers.</summary>
internal sealed class LstmKernel(IPreparedKernel method) : IKernel<LstmKernel, Lstm>
{
    public static Support Supports(Lstm op, KernelSignature signature) =>
        IsInteger(signature) ? PackedIntegerLstm.Supports(op, signature) : FloatLstm.Supports(op, signature);

    public static LstmKernel Prepare(Lstm op, KernelSignature signature) =>
        new(IsInteger(signature) ? new PackedIntegerLstm(op, signature) : new FloatLstm(op, signature));

    public void Run(in KernelArgs args) => method.Run(args);

    private static bool IsInteger(KernelSignature signature) => signature.InputType(0) == ElementType.Int8;
}
