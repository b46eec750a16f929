using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SvdfKernel(Svdf op, FixedPointMultiplier input, FixedPointMultiplier output) : IKernel<SvdfKernel, Svdf>
{
    private const int X = 0, Features = 1, Time = 2, Bias = 3, State = 4;

    public static Support Supports(Svdf op, KernelSignature signature)
    {
        ElementType x = signature.InputType(X), features = signature.InputType(Features), time = signature.InputType(Time), state = signature.InputType(State);
        if (x == ElementType.Int8)
            return Support.All(
                new(features == ElementType.Int8 && time == state && (state is ElementType.Int8 or ElementType.Int16),
                    $"weights and state are {features}, {time}, {state}, expected Int8, then both Int16 or both Int8"),
                new(signature.Inputs.All(i => i is null || i.Type == ElementType.Int32 || i.Quantization is { IsPerTensor: true }), "operands are not quantized per tensor"),
                new(signature.Outputs[0].Quantization is { IsPerTensor: true }, "the output is not quantized per tensor"),
                new(ActivationRange.IsClamp(op.Activation), $"activation {op.Activation} cannot be fused to integers"));
        return x != ElementType.Float32 || state != ElementType.Float32
            ? Support.No($"input and state are {x} and {state}, expected Float32 or Int8")
            : RecurrentWeights.Supports(signature, op.Hybrid, Features..State);
    }

    public static SvdfKernel Prepare(Svdf op, KernelSignature signature)
    {
        if (signature.InputType(X) != ElementType.Int8) return new SvdfKernel(op, default, default);
        float Scale(int i) => signature.Input(i).Quantization!.Scale;
        return new SvdfKernel(op, FixedPointMultiplier.Of((double)Scale(X) * Scale(Features) / Scale(State)),
            FixedPointMultiplier.Of((double)Scale(State) * Scale(Time) / signature.Outputs[0].Quantization!.Scale));
    }

    public void Run(in KernelArgs args)
    {
        args.Input(State).Bytes.CopyTo(args.Output(1).Bytes);
        if (args.Input(X).Info.Type == ElementType.Int8) RunInteger(args);
        else RunFloat(args);
    }

    private void RunFloat(in KernelArgs args)
    {
        var sizes = new Sizes(op, args);
        ReadOnlySpan<float> x = args.Input(X).Span<float>();
        Span<float> y = args.Output(0).Span<float>(), state = args.Output(1).Span<float>();
        var weights = new RecurrentWeights(args, op.Hybrid, Features..Time, Bias..State);
        ReadOnlySpan<float> bias = weights[Bias];
        ReadOnlySpan<float> time = args.Input(Time).Info.Type == ElementType.Float32 ? args.Input(Time).Span<float>() : DenseOperands.Dequantized(args, args.Input(Time));
        Span<int> stored = args.Scratch.Rent<int>(sizes.Inputs);
        for (int n = 0; n < sizes.Batches; n++)
        {
            RecurrentVector row = weights.Vector(x.Slice(n * sizes.Inputs, sizes.Inputs), stored);
            for (int u = 0; u < sizes.Units; u++)
            {
                float sum = 0;
                for (int f = u * op.Rank; f < (u + 1) * op.Rank; f++)
                {
                    Span<float> past = state.Slice(((n * sizes.Filters) + f) * sizes.Memory, sizes.Memory);
                    past[1..].CopyTo(past);
                    past[^1] = weights.Add(0, Features, f, row);
                    sum += FloatDot<float>.Add(0, past, time.Slice(f * sizes.Memory, sizes.Memory));
                }

                y[(n * sizes.Units) + u] = FusedActivation.Apply(op.Activation, bias.IsEmpty ? sum : sum + bias[u]);
            }
        }
    }

    private void RunInteger(in KernelArgs args)
    {
        var sizes = new Sizes(op, args);
        ReadOnlySpan<int> x = DenseOperands.Centered(args, args.Input(X)), weights = DenseOperands.Centered(args, args.Input(Features));
        ReadOnlySpan<int> time = DenseOperands.Centered(args, args.Input(Time));
        TensorBuffer y = args.Output(0), kept = args.Output(1);
        Span<int> state = DenseOperands.Centered(args, args.Input(State));
        int zeroPoint = args.Input(State).Info.Quantization!.ZeroPoint, outputZeroPoint = y.Info.Quantization!.ZeroPoint;
        (long low, long high) = kept.Info.Type.IntegerRange();
        (int min, int max) = ActivationRange.Stored(op.Activation, y.Info);
        for (int n = 0; n < sizes.Batches; n++)
            for (int u = 0; u < sizes.Units; u++)
            {
                long sum = args.Has(Bias) ? args.Input(Bias).Span<int>()[u] : 0;
                for (int f = u * op.Rank; f < (u + 1) * op.Rank; f++)
                {
                    Span<int> past = state.Slice(((n * sizes.Filters) + f) * sizes.Memory, sizes.Memory);
                    past[1..].CopyTo(past);
                    long product = IntegerDot.Add(0, x.Slice(n * sizes.Inputs, sizes.Inputs), weights.Slice(f * sizes.Inputs, sizes.Inputs));
                    past[^1] = (int)Math.Clamp(input.Apply((int)product) + (long)zeroPoint, low, high) - zeroPoint;
                    sum = IntegerDot.Add(sum, past, time.Slice(f * sizes.Memory, sizes.Memory));
                }

                StoredIntegers.Write(y, (n * sizes.Units) + u, Math.Clamp(output.Apply((int)sum) + outputZeroPoint, min, max));
            }

        for (int i = 0; i < state.Length; i++) StoredIntegers.Write(kept, i, state[i] + zeroPoint);
    }

    private readonly struct Sizes
    {
        public Sizes(Svdf op, in KernelArgs args)
        {
            (Filters, Inputs) = (args.Input(Features).Info.Shape[0], args.Input(Features).Info.Shape[1]);
            (Batches, Memory, Units) = (args.Input(X).Info.Shape[0], args.Input(Time).Info.Shape[1], Filters / op.Rank);
        }

        public int Filters { get; }

        public int Inputs { get; }

        public int Batches { get; }

        public int Memory { get; }

        public int Units { get; }
    }
}
