using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class RnnKernel(Rnn op) : IKernel<RnnKernel, Rnn>
{
    private const int X = 0, Weights = 1, Recurrent = 2, Bias = 3, Hidden = 4, Lengths = 5;

    public static Support Supports(Rnn op, KernelSignature signature) =>
        signature.InputType(X) != ElementType.Float32 || signature.InputType(Hidden) != ElementType.Float32
            ? Support.No($"input and state are {signature.InputType(X)} and {signature.InputType(Hidden)}, expected Float32")
            : RecurrentWeights.Supports(signature, op.Hybrid, Weights..Hidden);

    public static RnnKernel Prepare(Rnn op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        var sizes = new RecurrentSizes(args, op.TimeMajor, Hidden, Hidden);
        args.Input(Hidden).Bytes.CopyTo(args.Output(1).Bytes);
        ReadOnlySpan<float> x = args.Input(X).Span<float>();
        Span<float> y = args.Output(0).Span<float>(), hidden = args.Output(1).Span<float>(), next = args.Scratch.Rent<float>(sizes.Hidden);
        Span<int> storedX = args.Scratch.Rent<int>(sizes.Inputs), storedH = args.Scratch.Rent<int>(sizes.Hidden);
        var weights = new RecurrentWeights(args, op.Hybrid, Weights..Hidden);
        y.Clear();
        for (int n = 0; n < sizes.Batches; n++)
        {
            int length = sizes.Length(args, Lengths, n);
            Span<float> h = hidden.Slice(n * sizes.Hidden, sizes.Hidden);
            for (int t = 0; t < length; t++)
            {
                int row = sizes.Row(op.Backward ? length - 1 - t : t, n);
                Step(weights, weights.Vector(x.Slice(row * sizes.Inputs, sizes.Inputs), storedX), weights.Vector(h, storedH), next);
                next.CopyTo(h);
                next.CopyTo(y[(row * sizes.Hidden)..]);
            }
        }
    }

    private void Step(in RecurrentWeights weights, in RecurrentVector x, in RecurrentVector h, Span<float> next)
    {
        ReadOnlySpan<float> bias = weights[Bias];
        for (int i = 0; i < next.Length; i++)
        {
            float sum = weights.Add(weights.Add(bias.IsEmpty ? 0 : bias[i], Weights, i, x), Recurrent, i, h);
            next[i] = FusedActivation.Apply(op.Function, op.Activation, sum, op.ActivationClip);
        }
    }
}
