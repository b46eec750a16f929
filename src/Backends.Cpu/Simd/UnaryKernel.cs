using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Backends.Cpu.Simd.Threading;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Functions of floats in vectors, and of quantized bytes by table.</summary>
internal sealed unsafe class UnaryKernel(nint loop, float alpha, float beta, ByteTable? table, nint count, int threads) : IKernel<UnaryKernel, Unary>, IDivisible
{
    /// <summary>Functions take several times as long per element as memory does.</summary>
    private const int Effort = 3;

    private readonly int _parts = Division.Parts(threads, count * (table is null ? 2 * Effort * sizeof(float) : 2));

    public static Support Supports(Unary op, KernelSignature signature) => IsByte(signature)
        ? Support.All(new(op.Kind is not (UnaryKind.BitwiseNot or UnaryKind.LogicalNot or UnaryKind.IsNaN or UnaryKind.IsInf), $"{op.Kind} is not vectorised"),
            new(signature.Input(0).Quantization is { IsPerTensor: true } && signature.Outputs[0].Quantization is { IsPerTensor: true }, "input or output is not quantized per tensor"))
        : Support.All(
        new(signature.InputType(0) == ElementType.Float32, $"input is {signature.InputType(0)}, expected Float32"),
        new(Find(op.Kind) != 0, $"{op.Kind} is not vectorised"));

    public static Fusions Fusions(Unary op, KernelSignature signature) => Kernels.Fusions.Overwrites;

    public static UnaryKernel Prepare(Unary op, KernelSignature signature)
    {
        var count = (nint)signature.Input(0).ElementCount;
        if (IsByte(signature))
            return new(0, 0, 0, new ByteTable(signature.InputType(0) == ElementType.Int8, QuantizedUnary.Prepare(op, signature.Input(0), signature.Outputs[0])), count, signature.Threads);
        (float alpha, float beta) = op.Kind switch
        {
            UnaryKind.Relu => (0, float.PositiveInfinity),
            UnaryKind.Relu6 => (0, 6),
            UnaryKind.ReluN1To1 => (-1, 1),
            UnaryKind.Relu0To1 => (0, 1),
            UnaryKind.Elu => (op.Alpha, 1),
            _ => (op.Alpha, op.Beta),
        };
        return new(Find(op.Kind), alpha, beta, null, count, signature.Threads);
    }

    public void Run(in KernelArgs args)
    {
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
            Division.Run(this, threads, _parts, x, null, y);
    }

    /// <inheritdoc/>
    public void Part(byte* a, byte* b, byte* y, int part, int parts)
    {
        var first = (nint)Division.Start(count, part, parts);
        nint elements = (nint)Division.Start(count, part + 1, parts) - first;
        if (table is not null) table.Map(a + first, y + first, elements);
        else ((delegate*<float*, float*, nint, float, float, void>)loop)((float*)a + first, (float*)y + first, elements, alpha, beta);
    }

    private static bool IsByte(KernelSignature signature) => signature.InputType(0) is ElementType.Int8 or ElementType.UInt8
        && signature.Input(0).Quantization is not null && signature.Outputs[0].Type == signature.InputType(0) && signature.Outputs[0].Quantization is not null;

    private static nint Find(UnaryKind kind) => kind switch
    {
        UnaryKind.Abs => Loop<UnaryVectors.Abs>(),
        UnaryKind.Neg => Loop<UnaryVectors.Neg>(),
        UnaryKind.Exp => Loop<UnaryVectors.Exp>(),
        UnaryKind.Log => Loop<UnaryVectors.Log>(),
        UnaryKind.Softplus => Loop<UnaryVectors.Softplus>(),
        UnaryKind.Mish => Loop<UnaryVectors.Mish>(),
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

    private static nint Loop<TFunction>() where TFunction : struct, IUnaryFunction => (nint)(delegate*<float*, float*, nint, float, float, void>)&UnaryLoop.Run<TFunction>;
}
