using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ConcatKernel(Concat op) : IKernel<ConcatKernel, Concat>
{
    public static Support Supports(Concat op, KernelSignature signature) => Support.Yes;

    public static ConcatKernel Prepare(Concat op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Output(0).Info.Shape;
        int axis = op.Axis < 0 ? op.Axis + shape.Rank : op.Axis;
        int outer = (int)shape.Product(0, axis), row = (int)shape.Product(axis, shape.Rank), start = 0;
        var y = new ElementSpan(args.Output(0));
        for (int i = 0; i < args.InputCount; i++)
        {
            var x = new ElementSpan(args.Input(i));
            int piece = (int)args.Input(i).Info.Shape.Product(axis, shape.Rank);
            bool converts = Converts(args.Input(i).Info, args.Output(0).Info);
            for (int o = 0; o < outer; o++)
            {
                if (converts) Convert(args.Input(i), o * piece, args.Output(0), (o * row) + start, piece);
                else y.Copy((o * row) + start, x, o * piece, piece);
            }

            start += piece;
        }
    }

    private static bool Converts(TensorInfo from, TensorInfo to) =>
        from.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16
        && from.Quantization is { IsPerTensor: true } source && to.Quantization is { IsPerTensor: true } target
        && (source.Scale != target.Scale || source.ZeroPoint != target.ZeroPoint);

    private void Convert(TensorBuffer x, int from, TensorBuffer y, int to, int count)
    {
        switch (x.Info.Type)
        {
            case ElementType.Int8: Convert<sbyte>(x, from, y, to, count); break;
            case ElementType.UInt8: Convert<byte>(x, from, y, to, count); break;
            default: Convert<short>(x, from, y, to, count); break;
        }
    }

    private void Convert<T>(TensorBuffer x, int from, TensorBuffer y, int to, int count) where T : unmanaged, IBinaryInteger<T>
    {
        if (x.Info.Quantization is not { } source || y.Info.Quantization is not { } target) return;
        ReadOnlySpan<T> q = x.Span<T>().Slice(from, count);
        Span<T> result = y.Span<T>().Slice(to, count);
        MidpointRounding rounding = op.Requantization is Requantization.Float or Requantization.FloatWithZeroPoint ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero;
        float scale = source.Scale * (1f / target.Scale), bias = -source.ZeroPoint * scale;
        for (int i = 0; i < q.Length; i++)
        {
            float real = (float.CreateChecked(q[i]) * scale) + bias;
            result[i] = T.CreateSaturating((long)MathF.Round(real, rounding) + target.ZeroPoint);
        }
    }
}
