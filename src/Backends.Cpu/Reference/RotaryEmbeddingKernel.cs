using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class RotaryEmbeddingKernel(RotaryEmbedding op) : IKernel<RotaryEmbeddingKernel, RotaryEmbedding>, IFloatKernel
{
    public static Support Supports(RotaryEmbedding op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static RotaryEmbeddingKernel Prepare(RotaryEmbedding op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>(), cos = args.Input(1).Span<T>(), sin = args.Input(2).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        Shape shape = args.Input(0).Info.Shape, angles = args.Input(1).Info.Shape;
        int heads = shape[1], steps = shape[2], size = shape[3], pairs = angles[angles.Rank - 1];
        x.CopyTo(y);
        for (int row = 0; row < shape[0] * heads * steps; row++)
        {
            int batch = row / (heads * steps), step = row % steps, at = row * size;
            int place = args.Has(3)
                ? IntegerOperand.Index(args.Input(3), (batch * steps) + step, angles[0])
                : ((angles[0] == 1 ? 0 : batch) * steps) + step;
            for (int r = 0; r < pairs; r++)
            {
                (int first, int second) = op.Interleaved ? (at + (2 * r), at + (2 * r) + 1) : (at + r, at + r + pairs);
                T c = cos[(place * pairs) + r], s = sin[(place * pairs) + r];
                y[first] = (c * x[first]) - (s * x[second]);
                y[second] = (s * x[first]) + (c * x[second]);
            }
        }
    }
}
