using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed class MatMulKernel : IKernel<MatMulKernel, MatMul>
{
    private readonly IPreparedKernel _arithmetic;

    private MatMulKernel(IPreparedKernel arithmetic) => _arithmetic = arithmetic;

    public static Support Supports(MatMul op, KernelSignature signature)
    {
        if (DenseRules.IsInteger(signature)) return IntegerMatMul.Supports(op, signature);
        return Support.All(
            new(signature.InputType(0) == ElementType.Float32 && signature.InputType(1) == ElementType.Float32,
                $"operands are {signature.InputType(0)} and {signature.InputType(1)}, expected Float32, or 8-bit integers"),
            new(signature.Input(0).ElementCount > 0 && signature.Input(1).ElementCount > 0, "operands are empty"));
    }

    public static MatMulKernel Prepare(MatMul op, KernelSignature signature) => new(
        !DenseRules.IsInteger(signature) ? new FloatMatMul(op, signature)
        : signature.Integers.UsesBytes ? new IntegerMatMul(op, signature)
        : Reference.MatMulKernel.Prepare(op, signature));

    public void Run(in KernelArgs args) => _arithmetic.Run(args);
}
