using System.Buffers.Binary;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class PadKernel(Pad op) : IKernel<PadKernel, Pad>
{
    public static Support Supports(Pad op, KernelSignature signature) => Support.Yes;

    public static PadKernel Prepare(Pad op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        int rank = shape.Rank;
        Span<int> sizes = stackalloc int[rank], strides = stackalloc int[rank], before = stackalloc int[rank];
        Strides.Of(shape, sizes, strides);
        for (int i = 0; i < rank; i++) before[i] = (int)IntegerOperand.At(args.Input(1), 2 * i);
        Span<int> padded = stackalloc int[rank], target = stackalloc int[rank];
        Strides.Of(args.Output(0).Info.Shape, padded, target);
        if (args.Output(0).Info.ElementCount == 0) return;
        if (op.Mode == PadMode.Constant) Surround(args, sizes, strides, before, padded, target);
        else Continue(args, sizes, strides, before, padded);
    }

    private static void Surround(in KernelArgs args, Span<int> sizes, ReadOnlySpan<int> strides, ReadOnlySpan<int> before,
        ReadOnlySpan<int> padded, ReadOnlySpan<int> target)
    {
        var y = new ElementSpan(args.Output(0));
        Span<byte> zeroPoint = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(zeroPoint, args.Output(0).Info.Quantization is { IsPerTensor: true } quantization ? quantization.ZeroPoint : 0);
        ElementSpan value = args.Has(2) ? new ElementSpan(args.Input(2)) : new ElementSpan(zeroPoint, args.Output(0).Info.Type);
        y.Fill(0, (int)args.Output(0).Info.ElementCount, value);
        int from = 0, to = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            int first = Math.Max(0, -before[i]), last = Math.Min(sizes[i], padded[i] - before[i]);
            if (first >= last) return;
            from += first * strides[i];
            to += (first + before[i]) * target[i];
            sizes[i] = last - first;
        }

        StridedCopy.Run(sizes, new ElementSpan(args.Input(0)), from, strides, y, to, target);
    }

    private void Continue(in KernelArgs args, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, ReadOnlySpan<int> before, ReadOnlySpan<int> padded)
    {
        ElementSpan x = new(args.Input(0)), y = new(args.Output(0));
        Span<int> coordinate = stackalloc int[sizes.Length];
        coordinate.Clear();
        int place = 0;
        do
        {
            int from = 0;
            for (int i = 0; i < sizes.Length; i++) from += Source(coordinate[i] - before[i], sizes[i]) * strides[i];
            y.Copy(place++, x, from, 1);
        }
        while (Coordinates.Next(padded, coordinate));
    }

    /// <summary>The index inside [0, size) that an index outside of it repeats.</summary>
    private int Source(int index, int size)
    {
        if (index >= 0 && index < size) return index;
        if (op.Mode == PadMode.Edge) return Math.Clamp(index, 0, size - 1);
        if (op.Mode == PadMode.Wrap) return Modulo(index, size);
        if (size == 1) return 0;
        int period = op.Mode == PadMode.Reflect ? (2 * size) - 2 : 2 * size;
        int folded = Modulo(index, period);
        return folded < size ? folded : op.Mode == PadMode.Reflect ? period - folded : period - 1 - folded;
    }

    private static int Modulo(int index, int size) => ((index % size) + size) % size;
}
