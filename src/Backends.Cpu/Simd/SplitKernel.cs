using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Copies the rows of each piece.</summary>
internal sealed unsafe class SplitKernel(int axis) : IKernel<SplitKernel, Split>
{
    public static Support Supports(Split op, KernelSignature signature) =>
        Support.All(new SupportRule(!signature.InputType(0).IsPacked(), $"elements are {signature.InputType(0)}, expected at least 8 bits"));

    public static Fusions Fusions(Split op, KernelSignature signature) => Kernels.Fusions.SharesParts;

    public static SplitKernel Prepare(Split op, KernelSignature signature) => new(op.Axis < 0 ? op.Axis + signature.Input(0).Shape.Rank : op.Axis);

    public void Run(in KernelArgs args)
    {
        Shape shape = args.Input(0).Info.Shape;
        int size = args.Input(0).Info.Type.BitWidth() / 8, outer = (int)shape.Product(0, axis);
        nint row = (nint)shape.Product(axis, shape.Rank) * size, start = 0;
        fixed (byte* x = args.Input(0).Bytes.Span)
            for (int i = 0; i < args.OutputCount; i++)
            {
                nint piece = (nint)args.Output(i).Info.Shape.Product(axis, shape.Rank) * size;
                // A piece that lies in the whole is there.
                fixed (byte* y = args.Output(i).Bytes.Span)
                    if (y != x + start) Rows.Copy(x + start, row, y, piece, outer, piece);
                start += piece;
            }
    }
}
