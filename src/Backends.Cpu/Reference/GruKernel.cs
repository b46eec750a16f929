using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class GruKernel(Gru op) : IKernel<GruKernel, Gru>
{
    private const int X = 0, Weights = 1, Recurrent = 4, Bias = 7, RecurrentBias = 10, Hidden = 13, Lengths = 14;
    private const int Update = 0, Reset = 1, Candidate = 2;

    public static Support Supports(Gru op, KernelSignature signature) =>
        signature.InputType(X) != ElementType.Float32 || signature.InputType(Hidden) != ElementType.Float32
            ? Support.No($"input and state are {signature.InputType(X)} and {signature.InputType(Hidden)}, expected Float32")
            : RecurrentWeights.Supports(signature, HybridQuantization.None, Weights..Hidden);

    public static GruKernel Prepare(Gru op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        var sizes = new RecurrentSizes(args, op.TimeMajor, Hidden, Hidden);
        args.Input(Hidden).Bytes.CopyTo(args.Output(1).Bytes);
        ReadOnlySpan<float> x = args.Input(X).Span<float>();
        Span<float> y = args.Output(0).Span<float>(), hidden = args.Output(1).Span<float>(), gates = args.Scratch.Rent<float>(4 * sizes.Hidden);
        var weights = new RecurrentWeights(args, HybridQuantization.None, Weights..Hidden);
        y.Clear();
        for (int n = 0; n < sizes.Batches; n++)
        {
            int length = sizes.Length(args, Lengths, n);
            Span<float> h = hidden.Slice(n * sizes.Hidden, sizes.Hidden);
            for (int t = 0; t < length; t++)
            {
                int row = sizes.Row(op.Backward ? length - 1 - t : t, n);
                Step(weights, weights.Vector(x.Slice(row * sizes.Inputs, sizes.Inputs), default), gates, h);
                h.CopyTo(y[(row * sizes.Hidden)..]);
            }
        }
    }

    private void Step(in RecurrentWeights weights, in RecurrentVector x, Span<float> gates, Span<float> h)
    {
        int units = h.Length;
        RecurrentVector state = weights.Vector(h, default);
        Span<float> update = gates[..units], reset = gates.Slice(units, units), candidate = gates.Slice(2 * units, units), kept = gates[(3 * units)..];
        for (int i = 0; i < units; i++)
        {
            update[i] = FusedActivation.Apply(op.GateFunction, op.GateActivation, FromInput(weights, Update, i, x) + FromState(weights, Update, i, state), op.ActivationClip);
            reset[i] = FusedActivation.Apply(op.GateFunction, op.GateActivation, FromInput(weights, Reset, i, x) + FromState(weights, Reset, i, state), op.ActivationClip);
            kept[i] = reset[i] * h[i];
        }

        RecurrentVector keptState = weights.Vector(kept, default);
        for (int i = 0; i < units; i++)
        {
            float recurrent = op.ResetAfter ? reset[i] * FromState(weights, Candidate, i, state) : FromState(weights, Candidate, i, keptState);
            candidate[i] = FusedActivation.Apply(op.Function, op.Activation, FromInput(weights, Candidate, i, x) + recurrent, op.ActivationClip);
        }

        for (int i = 0; i < units; i++) h[i] = ((1 - update[i]) * candidate[i]) + (update[i] * h[i]);
    }

    private static float FromInput(in RecurrentWeights weights, int gate, int unit, in RecurrentVector x) =>
        weights.Add(weights.Has(Bias + gate) ? weights[Bias + gate][unit] : 0, Weights + gate, unit, x);

    private static float FromState(in RecurrentWeights weights, int gate, int unit, in RecurrentVector h) =>
        weights.Add(weights.Has(RecurrentBias + gate) ? weights[RecurrentBias + gate][unit] : 0, Recurrent + gate, unit, h);
}
