using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Long short-term memories of floats, of floats with matrices of bytes, and of TensorFlow Lite's integers.</summary>
internal sealed class LstmKernel(IPreparedKernel method) : IKernel<LstmKernel, Lstm>
{
    private const int X = 0, FirstMatrix = 1, Matrices = 8, FirstPeephole = 9, LastPeephole = 11, LastWeights = 15, FirstExtra = 16, LastExtra = 17, Cell = 19, FirstNorm = 20, Lengths = 24;

    public static Support Supports(Lstm op, KernelSignature signature)
    {
        if (IsInteger(signature)) return PackedIntegerLstm.Supports(op, signature);
        ElementType ofMatrices = IsHybrid(op, signature) ? ElementType.Int8 : ElementType.Float32;
        bool plain = !Any(signature, FirstPeephole, LastPeephole) && !Any(signature, FirstExtra, LastExtra) && !Any(signature, FirstNorm, Lengths);
        bool types = Enumerable.Range(X, Cell + 1).All(i => signature.Optional(i) is not { } operand || operand.Type == (IsMatrix(i) ? ofMatrices : ElementType.Float32));
        bool constant = Enumerable.Range(FirstMatrix, LastWeights).All(i => !signature.Has(i) || signature.Constants[i] is not null);
        bool oneScale = ofMatrices == ElementType.Float32 || Enumerable.Range(FirstMatrix, Matrices).All(i => signature.Optional(i) is null or { Quantization.IsPerTensor: true });
        return Support.All(
            new(types, "operands are not all Float32, or matrices of Int8 that multiply quantized activations"),
            new(constant, "weights are not constant, they cannot be packed"),
            new(oneScale, "a matrix is quantized per axis"),
            new(plain, "peepholes, projection, layer normalisation and lengths are not vectorised"),
            new(Enumerable.Range(FirstMatrix, Matrices).All(signature.Has), "gates are coupled"),
            new(signature.Input(X).ElementCount > 0 && signature.Input(Cell).ElementCount > 0, "operands are empty"),
            new(op is { GateFunction: null, Function: null, CellFunction: null }, "functions with parameters are not vectorised"));
    }

    public static LstmKernel Prepare(Lstm op, KernelSignature signature) => new(
        IsInteger(signature) ? new PackedIntegerLstm(op, signature)
        : IsHybrid(op, signature) ? new HybridLstm(op, signature)
        : new FloatLstm(op, signature));

    public void Run(in KernelArgs args) => method.Run(args);

    private static bool IsInteger(KernelSignature signature) => signature.InputType(X) == ElementType.Int8;

    private static bool IsHybrid(Lstm op, KernelSignature signature) => op.Hybrid != HybridQuantization.None && signature.Optional(FirstMatrix)?.Type == ElementType.Int8;

    private static bool IsMatrix(int operand) => operand is >= FirstMatrix and < FirstMatrix + Matrices;

    private static bool Any(KernelSignature signature, int first, int last) => Enumerable.Range(first, last - first + 1).Any(signature.Has);
}
