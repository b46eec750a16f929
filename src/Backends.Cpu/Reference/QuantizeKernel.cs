using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class QuantizeKernel(Quantize op) : IKernel<QuantizeKernel, Quantize>
{
    public static Support Supports(Quantize op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0), y = signature.Outputs[0];
        return Support.All(
            new(x.Type == ElementType.Float32 || StoredIntegers.CanRead(x.Type) || x.Type == ElementType.Int32, $"input is {x.Type}, expected Float32 or integers of up to 32 bits"),
            new(!op.To.IsPacked(), $"output is {op.To}, expected at least 8 bits"),
            new(x.Type.IsFloat() || (x.Quantization is { IsPerTensor: true } && y.Quantization is { IsPerTensor: true }), "integers are requantized per tensor only"),
            new(y.Quantization is { BlockSize: 0 }, "the output states no quantization, or one in blocks"));
    }

    public static QuantizeKernel Prepare(Quantize op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        if (args.Input(0).Info.Type == ElementType.Float32) FromFloats(args.Input(0).Span<float>(), args.Output(0));
        else FromIntegers(args);
    }

    private void FromFloats(ReadOnlySpan<float> x, TensorBuffer y)
    {
        QuantizationInfo q = y.Info.Quantization!;
        (long min, long max) = op.To.IntegerRange();
        MidpointRounding rounding = op.Requantization is Requantization.Float or Requantization.FloatWithZeroPoint ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero;
        bool zeroPointFirst = op.Requantization == Requantization.FloatWithZeroPoint;
        int inner = q.Axis is { } axis ? (int)y.Info.Shape.Product(axis + 1, y.Info.Shape.Rank) : 1;
        for (int i = 0; i < x.Length; i++)
        {
            int index = q.Axis is { } a ? i / inner % y.Info.Shape[a] : 0;
            int zero = q.ZeroPointOf(index), before = zeroPointFirst ? zero : 0;
            float rounded = MathF.Round((x[i] / q.Scales[index]) + before, rounding);
            long stored = float.IsNaN(rounded) ? 0 : (long)Math.Clamp((double)rounded + zero - before, min, max);
            StoredIntegers.Write(y, i, unchecked((int)stored));
        }
    }

    private void FromIntegers(in KernelArgs args)
    {
        TensorBuffer y = args.Output(0);
        TensorInfo info = args.Input(0).Info;
        var rescale = new IntegerRescale(op, info, info.Quantization!, y.Info.Quantization!);
        Span<int> x = args.Scratch.Rent<int>((int)args.Input(0).Info.ElementCount);
        StoredIntegers.Read(args.Input(0), x);
        for (int i = 0; i < x.Length; i++) StoredIntegers.Write(y, i, rescale.Apply(x[i]));
    }
}
