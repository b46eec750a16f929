using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed class TransposeKernel(MovedAxes axes) : IKernel<TransposeKernel, Transpose>
{
    public static Support Supports(Transpose op, KernelSignature signature) => Movable.Supports(signature, constant: 1);

    public static TransposeKernel Prepare(Transpose op, KernelSignature signature)
    {
        Shape shape = signature.Input(0).Shape;
        TensorBuffer permutation = TensorBuffer.OfConstant(Constants.Of(signature, 1));
        var strides = new int[shape.Rank];
        int[] from = new int[shape.Rank];
        Strides.Of(shape, strides);
        for (int i = 0; i < from.Length; i++) from[i] = strides[IntegerOperand.Index(permutation, i, shape.Rank)];
        return new(MovedAxes.Packed(signature.Outputs[0].Shape.ToArray(), from, signature));
    }

    public void Run(in KernelArgs args) => axes.Run(args);
}
