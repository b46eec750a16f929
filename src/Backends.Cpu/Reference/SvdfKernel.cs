using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SvdfKernel(Svdf op, FixedPointMultiplier input, FixedPointMultiplier output) : IKernel<SvdfKernel, Svdf>
{
    public static Support Supports(Svdf op, KernelSignature signature)
    {
        ElementType x = signature.InputType(0), features = signature.InputType(1), time = signature.InputType(2), state = signature.InputType(4);
        if (x == ElementType.Int8)
            return Support.All(
                (features == ElementType.Int8 && time == ElementType.Int16 && state == ElementType.Int16, $"weights and state are {features}, {time}, {state}, expected Int8, Int16, Int16"),
                (signature.Inputs.All(i => i is null || i.Type == ElementType.Int32 || i.Quantization is { IsPerTensor: true }), "operands are not quantized per tensor"),
                (ActivationRange.IsClamp(op.Activation), $"activation {op.Activation} cannot be fused to integers"));
        return Support.All(
            (x == ElementType.Float32 && state == ElementType.Float32, $"input and state are {x} and {state}, expected Float32 or Int8"),
            (features == ElementType.Float32 || StoredIntegers.CanRead(features), $"weights are {features}, expected Float32 or integers"),
            (time == ElementType.Float32 || StoredIntegers.CanRead(time), $"weights over time are {time}, expected Float32 or integers"));
    }

    public static SvdfKernel Prepare(Svdf op, KernelSignature signature)
    {
        if (signature.InputType(0) != ElementType.Int8) return new SvdfKernel(op, default, default);
        float Scale(int i) => signature.Input(i).Quantization!.Scale;
        return new SvdfKernel(op, FixedPointMultiplier.Of((double)Scale(0) * Scale(1) / Scale(4)),
            FixedPointMultiplier.Of((double)Scale(4) * Scale(2) / signature.Outputs[0].Quantization!.Scale));
    }

    public void Run(in KernelArgs args)
    {
        args.Input(4).Bytes.CopyTo(args.Output(1).Bytes);
        if (args.Input(0).Info.Type == ElementType.Int8) RunInteger(args);
        else RunFloat(args);
    }

    private static ReadOnlySpan<float> Real(in KernelArgs args, int index) => args.Input(index).Info.Type == ElementType.Float32
        ? args.Input(index).Span<float>() : DenseOperands.Dequantized(args, args.Input(index));

    private void RunFloat(in KernelArgs args)
    {
        Shape features = args.Input(1).Info.Shape;
        int filters = features[0], inputs = features[1], memory = args.Input(2).Info.Shape[1], batches = args.Input(0).Info.Shape[0], units = filters / op.Rank;
        ReadOnlySpan<float> x = args.Input(0).Span<float>(), weights = Real(args, 1), time = Real(args, 2);
        Span<float> y = args.Output(0).Span<float>(), state = args.Output(1).Span<float>();
        for (int n = 0; n < batches; n++)
            for (int u = 0; u < units; u++)
            {
                float sum = args.Has(3) ? args.Input(3).Span<float>()[u] : 0;
                for (int f = u * op.Rank; f < (u + 1) * op.Rank; f++)
                {
                    Span<float> past = state.Slice(((n * filters) + f) * memory, memory);
                    past[1..].CopyTo(past);
                    past[^1] = FloatDot<float>.Add(0, x.Slice(n * inputs, inputs), weights.Slice(f * inputs, inputs));
                    sum = FloatDot<float>.Add(sum, past, time.Slice(f * memory, memory));
                }

                y[(n * units) + u] = FusedActivation.Apply(op.Activation, sum);
            }
    }

    private void RunInteger(in KernelArgs args)
    {
        Shape features = args.Input(1).Info.Shape;
        int filters = features[0], inputs = features[1], memory = args.Input(2).Info.Shape[1], batches = args.Input(0).Info.Shape[0], units = filters / op.Rank;
        ReadOnlySpan<int> x = DenseOperands.Centered(args, args.Input(0)), weights = DenseOperands.Centered(args, args.Input(1));
        ReadOnlySpan<short> time = args.Input(2).Span<short>();
        Span<short> state = args.Output(1).Span<short>();
        TensorBuffer y = args.Output(0);
        (int min, int max) = ActivationRange.Stored(op.Activation, y.Info);
        for (int n = 0; n < batches; n++)
            for (int u = 0; u < units; u++)
            {
                int sum = args.Has(3) ? args.Input(3).Span<int>()[u] : 0;
                for (int f = u * op.Rank; f < (u + 1) * op.Rank; f++)
                {
                    Span<short> past = state.Slice(((n * filters) + f) * memory, memory);
                    past[1..].CopyTo(past);
                    int filtered = input.Apply((int)IntegerDot.Add(0, x.Slice(n * inputs, inputs), weights.Slice(f * inputs, inputs)));
                    past[^1] = (short)Math.Clamp(filtered, short.MinValue, short.MaxValue);
                    for (int t = 0; t < memory; t++) sum += past[t] * time[(f * memory) + t];
                }

                StoredIntegers.Write(y, (n * units) + u, Math.Clamp(output.Apply(sum) + y.Info.Quantization!.ZeroPoint, min, max));
            }
    }
}
