using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ReverseSequenceKernel(ReverseSequence op) : IKernel<ReverseSequenceKernel, ReverseSequence>
{
    public static Support Supports(ReverseSequence op, KernelSignature signature) => Support.Yes;

    public static ReverseSequenceKernel Prepare(ReverseSequence op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        ElementSpan x = new(args.Input(0)), y = new(args.Output(0));
        int rank = shape.Rank, sequence = op.SequenceAxis < 0 ? op.SequenceAxis + rank : op.SequenceAxis, batch = op.BatchAxis < 0 ? op.BatchAxis + rank : op.BatchAxis;
        Span<int> sizes = stackalloc int[rank], strides = stackalloc int[rank], coordinate = stackalloc int[rank];
        Strides.Of(shape, sizes, strides);
        coordinate.Clear();
        for (int i = 0; i < args.Output(0).Info.ElementCount; i++, Coordinates.Next(sizes, coordinate))
        {
            long length = IntegerOperand.At(args.Input(1), coordinate[batch]);
            if (length < 0 || length > sizes[sequence]) throw new InvalidNetworkException($"length {length} of sequence {coordinate[batch]} is outside 0 … {sizes[sequence]}");
            int place = coordinate[sequence], other = place < length ? (int)length - 1 - place : place;
            y.Copy(i, x, i + ((other - place) * strides[sequence]), 1);
        }
    }
}
