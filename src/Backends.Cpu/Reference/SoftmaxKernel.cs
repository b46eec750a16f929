using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class SoftmaxKernel(Softmax op, float[] exponentials, Softmax16? tables) : IKernel<SoftmaxKernel, Softmax>
{
    public static Support Supports(Softmax op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0), y = signature.Outputs[0];
        return Support.All(
            new(x.Type is ElementType.Float32 or ElementType.Float64 or ElementType.Int8 or ElementType.UInt8 or ElementType.Int16,
                $"input is {x.Type}, expected Float32, Float64, Int8, UInt8 or Int16"),
            new(x.Type == y.Type || y.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16, $"output is {y.Type}, expected {x.Type}, Int8, UInt8 or Int16"),
            new(x.Type.IsFloat() || (x.Quantization is { IsPerTensor: true } && y.Quantization is { IsPerTensor: true }), "input or output is not quantized per tensor"));
    }

    /// <summary>For integers, the exponentials of all differences to the largest element are tabulated in float32.</summary>
    public static SoftmaxKernel Prepare(Softmax op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0);
        if (x.Type.IsFloat()) return new SoftmaxKernel(op, [], null);
        if (x.Type == ElementType.Int16 && signature.Outputs[0].Type == ElementType.Int16 && Softmax16.Fits(signature.Outputs[0].Quantization!)) return new SoftmaxKernel(op, [], new Softmax16(x.Quantization!.Scale, op.Beta));
        float scale = -x.Quantization!.Scale * op.Beta;
        var table = new float[1 << x.Type.BitWidth()];
        for (int i = 0; i < table.Length; i++) table[i] = MathF.Exp(scale * i);
        return new SoftmaxKernel(op, table, null);
    }

    public void Run(in KernelArgs args)
    {
        if (args.Input(0).Info.Type == ElementType.Float32) RunFloat<float>(args);
        else if (args.Input(0).Info.Type == ElementType.Float64) RunFloat<double>(args);
        else if (tables is not null) RunTables(args, tables);
        else RunQuantized(args);
    }

    private void RunTables(in KernelArgs args, Softmax16 softmax)
    {
        TensorBuffer y = args.Output(0);
        Span<int> x = args.Scratch.Rent<int>((int)y.Info.ElementCount);
        StoredIntegers.Read(args.Input(0), x);
        var loop = AxisLoop.Of(y.Info.Shape, op.Axis);
        Span<int> values = args.Scratch.Rent<int>(loop.Count);
        for (int row = 0; row < loop.Rows; row++)
        {
            for (int k = 0; k < loop.Count; k++) values[k] = x[loop.Start(row) + (k * loop.Inner)];
            softmax.Run(values);
            for (int k = 0; k < loop.Count; k++) StoredIntegers.Write(y, loop.Start(row) + (k * loop.Inner), values[k]);
        }
    }

    private void RunFloat<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        T beta = T.CreateChecked(op.Beta);
        var loop = AxisLoop.Of(args.Input(0).Info.Shape, op.Axis);
        for (int row = 0; row < loop.Rows; row++)
        {
            int start = loop.Start(row);
            T max = T.NegativeInfinity, sum = T.Zero;
            for (int k = 0; k < loop.Count; k++) max = T.Max(max, x[start + (k * loop.Inner)]);
            for (int k = 0; k < loop.Count; k++) sum += y[start + (k * loop.Inner)] = T.Exp((x[start + (k * loop.Inner)] - max) * beta);
            for (int k = 0; k < loop.Count; k++) y[start + (k * loop.Inner)] /= sum;
        }
    }

    private void RunQuantized(in KernelArgs args)
    {
        TensorBuffer y = args.Output(0);
        QuantizationInfo output = y.Info.Quantization!;
        (long lowest, long highest) = y.Info.Type.IntegerRange();
        Span<int> x = args.Scratch.Rent<int>((int)args.Input(0).Info.ElementCount);
        StoredIntegers.Read(args.Input(0), x);
        var loop = AxisLoop.Of(args.Input(0).Info.Shape, op.Axis);
        for (int row = 0; row < loop.Rows; row++)
        {
            int start = loop.Start(row), max = int.MinValue;
            float sum = 0;
            for (int k = 0; k < loop.Count; k++) max = Math.Max(max, x[start + (k * loop.Inner)]);
            for (int k = 0; k < loop.Count; k++) sum += exponentials[max - x[start + (k * loop.Inner)]];
            float factor = 1.0f / (sum * output.Scale);
            for (int k = 0; k < loop.Count; k++)
            {
                int at = start + (k * loop.Inner);
                int probability = (int)((exponentials[max - x[at]] * factor) + 0.5);
                StoredIntegers.Write(y, at, (int)Math.Clamp(probability + (long)output.ZeroPoint, lowest, highest));
            }
        }
    }
}
