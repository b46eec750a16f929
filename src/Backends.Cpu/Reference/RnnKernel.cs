using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class RnnKernel(Rnn op) : IKernel<RnnKernel, Rnn>
{
    public static Support Supports(Rnn op, KernelSignature signature) => Support.All(
        (signature.InputType(4) == ElementType.Float32, $"the state is {signature.InputType(4)}, expected Float32"),
        (Enumerable.Range(1, 2).All(i => signature.InputType(i) == ElementType.Float32 || StoredIntegers.CanRead(signature.InputType(i))), "weights are neither Float32 nor integers"));

    public static RnnKernel Prepare(Rnn op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        int batches = shape[op.TimeMajor ? 1 : 0], steps = shape[op.TimeMajor ? 0 : 1], inputs = shape[2], cells = args.Input(1).Info.Shape[0];
        args.Input(4).Bytes.CopyTo(args.Output(1).Bytes);
        ReadOnlySpan<float> x = args.Input(0).Span<float>(), weights = Real(args, 1), recurrent = Real(args, 2);
        Span<float> y = args.Output(0).Span<float>(), hidden = args.Output(1).Span<float>(), next = args.Scratch.Rent<float>(cells);
        for (int t = 0; t < steps; t++)
            for (int n = 0; n < batches; n++)
            {
                int step = op.Backward ? steps - 1 - t : t, row = op.TimeMajor ? (step * batches) + n : (n * steps) + step;
                Span<float> h = hidden.Slice(n * cells, cells);
                for (int c = 0; c < cells; c++)
                {
                    float sum = args.Has(3) ? args.Input(3).Span<float>()[c] : 0;
                    sum = FloatDot<float>.Add(sum, x.Slice(row * inputs, inputs), weights.Slice(c * inputs, inputs));
                    sum = FloatDot<float>.Add(sum, h, recurrent.Slice(c * cells, cells));
                    next[c] = FusedActivation.Apply(op.Activation, sum);
                }

                next.CopyTo(h);
                next.CopyTo(y[(row * cells)..]);
            }
    }

    private static ReadOnlySpan<float> Real(in KernelArgs args, int index) => args.Input(index).Info.Type == ElementType.Float32
        ? args.Input(index).Span<float>() : DenseOperands.Dequantized(args, args.Input(index));
}
