using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Backends.Cpu.Simd.Pairs;
using NnBridge.Backends.Cpu.Simd.Winograd;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

internal sealed class ConvolutionKernel : IKernel<ConvolutionKernel, Convolution>
{
    private readonly IPreparedKernel _arithmetic;

    private ConvolutionKernel(IPreparedKernel arithmetic) => _arithmetic = arithmetic;

    public static Support Supports(Convolution op, KernelSignature signature) => DenseRules.Supports(signature, op.Activation, op.Hybrid, weightAxis: 0);

    public static Fusions Fusions(Convolution op, KernelSignature signature)
    {
        if (signature.InputType(1) == ElementType.Float32)
        {
            bool isDirect = !WinogradConvolution.Suits(op, signature) && PairConvolution.Find(op, signature) is null;
            return Kernels.Fusions.Adds | Kernels.Fusions.WritesParts | (isDirect ? Kernels.Fusions.GivesBands : Kernels.Fusions.None);
        }

        return DenseRules.IsInteger(signature) && signature.Outputs[0].Type.BitWidth() == 8 ? Kernels.Fusions.WritesParts : Kernels.Fusions.None;
    }

    public static ConvolutionKernel Prepare(Convolution op, KernelSignature signature) => new(
        DenseRules.IsInteger(signature) ? new IntegerConvolution(op, signature)
        : DenseRules.IsHybrid(signature, op.Hybrid) ? HybridProduct.Of(op, signature)
        : Float(op, signature));

    /// <summary>A matrix unit is faster than Winograd's method, that is faster than pairs of floats in vectors.</summary>
    private static IPreparedKernel Float(Convolution op, KernelSignature signature)
    {
        PairMethod? pairs = PairConvolution.Find(op, signature);
        if (pairs?.Amx is null && WinogradConvolution.Suits(op, signature)) return new WinogradConvolution(op, signature);
        return pairs is null ? new FloatConvolution(op, signature) : new PairConvolution(op, signature, pairs);
    }

    public void Run(in KernelArgs args) => _arithmetic.Run(args);
}
