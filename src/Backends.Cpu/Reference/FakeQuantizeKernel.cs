using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class FakeQuantizeKernel(FakeQuantize op) : IKernel<FakeQuantizeKernel, FakeQuantize>
{
    public static Support Supports(FakeQuantize op, KernelSignature signature) =>
        Support.All(new SupportRule(signature.InputType(0) == ElementType.Float32, $"input is {signature.InputType(0)}, expected Float32"));

    public static FakeQuantizeKernel Prepare(FakeQuantize op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        float lowest = op.NarrowRange ? 1 : 0, highest = (1 << op.Bits) - 1;
        float scale = (op.Max - op.Min) / (highest - lowest), zero = lowest - (op.Min / scale);
        zero = zero < lowest ? lowest : zero > highest ? highest : MathF.Round(zero, MidpointRounding.AwayFromZero);
        float min = (lowest - zero) * scale, max = (highest - zero) * scale, inverse = 1 / scale;
        ReadOnlySpan<float> x = args.Input(0).Span<float>();
        Span<float> y = args.Output(0).Span<float>();
        for (int i = 0; i < x.Length; i++)
        {
            float shifted = Math.Clamp(x[i], min, max) - min;
            y[i] = (MathF.Round(shifted * inverse, MidpointRounding.AwayFromZero) * scale) + min;
        }
    }
}
