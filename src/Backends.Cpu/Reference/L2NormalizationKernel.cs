using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class L2NormalizationKernel(L2Normalization op) : IKernel<L2NormalizationKernel, L2Normalization>
{
    public static Support Supports(L2Normalization op, KernelSignature signature) => RealRows.Supports(signature);

    public static L2NormalizationKernel Prepare(L2Normalization op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0), y = args.Output(0);
        if (x.Info.Type == ElementType.Float32) Run<float>(x.Info.Shape, x.Span<float>(), y.Span<float>());
        else if (x.Info.Type == ElementType.Float64) Run<double>(x.Info.Shape, x.Span<double>(), y.Span<double>());
        else if (HasFixedOutput(y.Info)) RunFixedPoint(args);
        else
        {
            Span<float> real = RealRows.Read(args, x), result = args.Scratch.Rent<float>(real.Length);
            Run<float>(x.Info.Shape, real, result);
            RealRows.Write(result, y);
        }
    }

    /// <summary>The only output that TensorFlow Lite's integer kernels know: scale 1/128 around the middle of the range.</summary>
    private static bool HasFixedOutput(TensorInfo y) => y.Quantization is { IsPerTensor: true, Scale: 1f / 128 } q
        && ((y.Type == ElementType.Int8 && q.ZeroPoint == 0) || (y.Type == ElementType.UInt8 && q.ZeroPoint == 128));

    private void RunFixedPoint(in KernelArgs args)
    {
        TensorBuffer y = args.Output(0);
        int zeroPoint = args.Input(0).Info.Quantization!.ZeroPoint, middle = y.Info.Quantization!.ZeroPoint;
        (long min, long max) = y.Info.Type.IntegerRange();
        Span<int> x = args.Scratch.Rent<int>((int)y.Info.ElementCount);
        StoredIntegers.Read(args.Input(0), x);
        var loop = AxisLoop.Of(y.Info.Shape, op.Axis);
        for (int row = 0; row < loop.Rows; row++)
        {
            int start = loop.Start(row), sum = 0;
            for (int k = 0; k < loop.Count; k++) sum += (x[start + (k * loop.Inner)] - zeroPoint) * (x[start + (k * loop.Inner)] - zeroPoint);
            FixedPointMultiplier factor = InverseSquareRoot.Of(sum);
            // The kernel of signed integers adds the output's scale to the shift, that of unsigned ones multiplies by it.
            if (y.Info.Type == ElementType.Int8) factor = factor with { Shift = factor.Shift + 7 };
            int spread = y.Info.Type == ElementType.Int8 ? 1 : 128;
            for (int k = 0; k < loop.Count; k++)
            {
                int at = start + (k * loop.Inner);
                StoredIntegers.Write(y, at, (int)Math.Clamp(factor.Apply(spread * (x[at] - zeroPoint)) + (long)middle, min, max));
            }
        }
    }

    private void Run<T>(Shape shape, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T epsilon = T.CreateChecked(op.Epsilon);
        var loop = AxisLoop.Of(shape, op.Axis);
        for (int row = 0; row < loop.Rows; row++)
        {
            int start = loop.Start(row);
            T sum = T.Zero;
            for (int k = 0; k < loop.Count; k++) sum += x[start + (k * loop.Inner)] * x[start + (k * loop.Inner)];
            T norm = T.Max(T.Sqrt(sum), epsilon);
            for (int k = 0; k < loop.Count; k++) y[start + (k * loop.Inner)] = x[start + (k * loop.Inner)] / norm;
        }
    }
}
