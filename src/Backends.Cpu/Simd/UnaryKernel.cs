using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Functions of floats in vectors, and of quantized bytes by table.</summary>
internal sealed unsafe class UnaryKernel(nint loop, float alpha, float beta, ByteTable? table) : IKernel<UnaryKernel, Unary>
{
    public static Support Supports(Unary op, KernelSignature signature) => IsByte(signature)
        ? Support.All((op.Kind is not (UnaryKind.BitwiseNot or UnaryKind.LogicalNot or UnaryKind.IsNaN or UnaryKind.IsInf), $"{op.Kind} is not vectorised"),
            (signature.Input(0).Quantization is { IsPerTensor: true } && signature.Outputs[0].Quantization is { IsPerTensor: true }, "input or output is not quantized per tensor"))
        : Support.All(
        (signature.InputType(0) == ElementType.Float32, $"input is {signature.InputType(0)}, expected Float32"),
        (Find(op.Kind) != 0, $"{op.Kind} is not vectorised"));

    public static UnaryKernel Prepare(Unary op, KernelSignature signature)
    {
        if (IsByte(signature))
            return new(0, 0, 0, new ByteTable(signature.InputType(0) == ElementType.Int8, QuantizedUnary.Prepare(op, signature.Input(0), signature.Outputs[0])));
        (float alpha, float beta) = op.Kind switch
        {
            UnaryKind.Relu => (0, float.PositiveInfinity),
            UnaryKind.Relu6 => (0, 6),
            UnaryKind.ReluN1To1 => (-1, 1),
            UnaryKind.Relu0To1 => (0, 1),
            UnaryKind.Elu => (op.Alpha, 1),
            _ => (op.Alpha, op.Beta),
        };
        return new(Find(op.Kind), alpha, beta, null);
    }

    public void Run(in KernelArgs args)
    {
        if (table is not null)
        {
            fixed (byte* stored = args.Input(0).Bytes.Span)
            fixed (byte* result = args.Output(0).Bytes.Span)
                table.Map(stored, result, args.Input(0).Bytes.Length);
            return;
        }

        Span<float> from = args.Input(0).Span<float>();
        fixed (float* x = from)
        fixed (float* y = args.Output(0).Span<float>())
            ((delegate*<float*, float*, nint, float, float, void>)loop)(x, y, from.Length, alpha, beta);
    }

    private static bool IsByte(KernelSignature signature) => signature.InputType(0) is ElementType.Int8 or ElementType.UInt8
        && signature.Input(0).Quantization is not null && signature.Outputs[0].Type == signature.InputType(0) && signature.Outputs[0].Quantization is not null;

    private static nint Find(UnaryKind kind) => kind switch
    {
        UnaryKind.Abs => Loop<UnaryVectors.Abs>(),
        UnaryKind.Neg => Loop<UnaryVectors.Neg>(),
        UnaryKind.Exp => Loop<UnaryVectors.Exp>(),
        UnaryKind.Sqrt => Loop<UnaryVectors.Sqrt>(),
        UnaryKind.Rsqrt => Loop<UnaryVectors.Rsqrt>(),
        UnaryKind.Square => Loop<UnaryVectors.Square>(),
        UnaryKind.Reciprocal => Loop<UnaryVectors.Reciprocal>(),
        UnaryKind.Ceil => Loop<UnaryVectors.Ceil>(),
        UnaryKind.Floor => Loop<UnaryVectors.Floor>(),
        UnaryKind.Round => Loop<UnaryVectors.Round>(),
        UnaryKind.Erf => Loop<UnaryVectors.Erf>(),
        UnaryKind.Relu or UnaryKind.Relu6 or UnaryKind.ReluN1To1 or UnaryKind.Relu0To1 => Loop<UnaryVectors.Clamp>(),
        UnaryKind.LeakyRelu => Loop<UnaryVectors.LeakyRelu>(),
        UnaryKind.Sigmoid => Loop<UnaryVectors.Sigmoid>(),
        UnaryKind.HardSigmoid => Loop<UnaryVectors.HardSigmoid>(),
        UnaryKind.Tanh => Loop<UnaryVectors.Tanh>(),
        UnaryKind.HardSwish => Loop<UnaryVectors.HardSwish>(),
        UnaryKind.Silu => Loop<UnaryVectors.Silu>(),
        UnaryKind.Gelu => Loop<UnaryVectors.Gelu>(),
        UnaryKind.GeluTanh => Loop<UnaryVectors.GeluTanh>(),
        UnaryKind.Elu or UnaryKind.Selu => Loop<UnaryVectors.Elu>(),
        UnaryKind.Softsign => Loop<UnaryVectors.Softsign>(),
        _ => 0,
    };

    private static nint Loop<TFunction>() where TFunction : IUnaryFunction => (nint)(delegate*<float*, float*, nint, float, float, void>)&UnaryLoop.Run<TFunction>;
}
