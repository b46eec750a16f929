using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed class BinaryKernel(BroadcastLoop? floats, ByteBinary? bytes, WholeBinary? integers) : IKernel<BinaryKernel, Binary>
{
    public static Support Supports(Binary op, KernelSignature signature)
    {
        if (signature.InputType(0) is ElementType.Int8 or ElementType.UInt8) return ByteBinary.Supports(op, signature);
        if (signature.InputType(0) is ElementType.Int32 or ElementType.Int64) return WholeBinary.Supports(op, signature);
        return Support.All(
            new(signature.InputType(0) == ElementType.Float32, $"input is {signature.InputType(0)}, expected Float32 or integers of 8, 32 or 64 bits"),
            new(IsVectorised(op.Kind), $"{op.Kind} is not vectorised"));
    }

    public static Fusions Fusions(Binary op, KernelSignature signature) => Kernels.Fusions.Overwrites;

    public static BinaryKernel Prepare(Binary op, KernelSignature signature)
    {
        var shape = new BroadcastShape(signature.Input(0).Shape, signature.Input(1).Shape, signature.Outputs[0].Shape);
        return signature.InputType(0) switch
        {
            ElementType.Float32 => new(Loop(op, shape, signature.Threads), null, null),
            ElementType.Int32 or ElementType.Int64 => new(null, null, new WholeBinary(op, shape, signature.InputType(0))),
            _ => new(null, new ByteBinary(op, shape, signature), null),
        };
    }

    public void Run(in KernelArgs args)
    {
        floats?.Run(args);
        bytes?.Run(args);
        integers?.Run(args);
    }

    private static bool IsVectorised(BinaryKind kind) => kind is BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Div
        or BinaryKind.Minimum or BinaryKind.Maximum or BinaryKind.SquaredDifference;

    private static BroadcastLoop Loop(Binary op, BroadcastShape shape, int threads) => op.Kind switch
    {
        BinaryKind.Add => BroadcastLoop.Of<BinaryVectors.Add>(shape, op.Activation, threads),
        BinaryKind.Sub => BroadcastLoop.Of<BinaryVectors.Sub>(shape, op.Activation, threads),
        BinaryKind.Mul => BroadcastLoop.Of<BinaryVectors.Mul>(shape, op.Activation, threads),
        BinaryKind.Div => BroadcastLoop.Of<BinaryVectors.Div>(shape, op.Activation, threads),
        BinaryKind.Minimum => BroadcastLoop.Of<BinaryVectors.Minimum>(shape, op.Activation, threads),
        BinaryKind.Maximum => BroadcastLoop.Of<BinaryVectors.Maximum>(shape, op.Activation, threads),
        _ => BroadcastLoop.Of<BinaryVectors.SquaredDifference>(shape, op.Activation, threads),
    };
}
