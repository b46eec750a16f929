using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Fused activations, applied in place.</summary>
internal static unsafe class FloatActivation
{
    public static void Apply(Activation activation, float* x, nint count)
    {
        switch (activation)
        {
            case Activation.None: break;
            case Activation.Tanh: UnaryLoop.Run<UnaryVectors.Tanh>(x, x, count, 0, 0); break;
            case Activation.Sigmoid: UnaryLoop.Run<UnaryVectors.Sigmoid>(x, x, count, 0, 0); break;
            case Activation.HardSwish: UnaryLoop.Run<UnaryVectors.HardSwish>(x, x, count, 0, 0); break;
            case Activation.Silu: UnaryLoop.Run<UnaryVectors.Silu>(x, x, count, 0, 0); break;
            case Activation.SignBit: UnaryLoop.Run<UnaryVectors.SignBit>(x, x, count, 0, 0); break;
            case Activation.Relu:
            case Activation.Relu6:
            case Activation.ReluN1To1:
            case Activation.Relu0To1:
                (float low, float high) = ActivationRange.Real(activation);
                UnaryLoop.Run<UnaryVectors.Clamp>(x, x, count, low, high);
                break;
        }
    }
}
