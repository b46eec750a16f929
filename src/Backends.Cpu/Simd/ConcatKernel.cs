using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Copies rows; bytes with another quantization than the result's go through a table.</summary>
internal sealed unsafe class ConcatKernel(int axis, ByteTable?[] tables) : IKernel<ConcatKernel, Concat>
{
    public static Support Supports(Concat op, KernelSignature signature)
    {
        TensorInfo y = signature.Outputs[0];
        return Support.All(
            new(!y.Type.IsPacked(), $"elements are {y.Type}, expected at least 8 bits"),
            new(y.Type != ElementType.Int16 || y.Quantization is null, "quantized elements are Int16, expected 8 bits"));
    }

    public static Fusions Fusions(Concat op, KernelSignature signature) => Kernels.Fusions.SharesParts;

    public static ConcatKernel Prepare(Concat op, KernelSignature signature)
    {
        int rank = signature.Outputs[0].Shape.Rank;
        return new(op.Axis < 0 ? op.Axis + rank : op.Axis, [.. signature.Inputs.Select(i => Table(op, i, signature.Outputs[0]))]);
    }

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Output(0).Info.Shape;
        int size = args.Output(0).Info.Type.BitWidth() / 8, outer = (int)shape.Product(0, axis);
        nint row = (nint)shape.Product(axis, shape.Rank) * size, start = 0;
        fixed (byte* y = args.Output(0).Bytes.Span)
            for (int i = 0; i < args.InputCount; i++)
            {
                nint piece = (nint)args.Input(i).Info.Shape.Product(axis, shape.Rank) * size;
                fixed (byte* x = args.Input(i).Bytes.Span)
                {
                    // What lies in the result was written there.
                    if (x == y + start) { }
                    else if (tables[i] is not { } table) Rows.Copy(x, piece, y + start, row, outer, piece);
                    else for (nint o = 0; o < outer; o++) table.Map(x + (o * piece), y + (o * row) + start, piece);
                }

                start += piece;
            }
    }

    private static ByteTable? Table(Concat op, TensorInfo? input, TensorInfo output)
    {
        if (input?.Type is not (ElementType.Int8 or ElementType.UInt8)) return null;
        if (input.Quantization is not { IsPerTensor: true } from || output.Quantization is not { IsPerTensor: true } to) return null;
        if (from.Scale == to.Scale && from.ZeroPoint == to.ZeroPoint) return null;
        MidpointRounding rounding = op.Requantization is Requantization.Float or Requantization.FloatWithZeroPoint ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero;
        float scale = from.Scale * (1f / to.Scale), bias = -from.ZeroPoint * scale;
        (long min, long max) = output.Type.IntegerRange();
        return new ByteTable(input.Type == ElementType.Int8, q => (int)Math.Clamp((long)MathF.Round((q * scale) + bias, rounding) + to.ZeroPoint, min, max));
    }
}
