using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ScatterNdKernel(ScatterNd op) : IKernel<ScatterNdKernel, ScatterNd>
{
    public static Support Supports(ScatterNd op, KernelSignature signature) => Support.All(
        (op.Reduction == ScatterReduction.None || signature.InputType(0) is ElementType.Float32 or ElementType.Float64 or ElementType.Int8 or ElementType.UInt8
            or ElementType.Int16 or ElementType.Int32 or ElementType.Int64 or ElementType.Bool, $"{op.Reduction} of {signature.InputType(0)} is not defined"));

    public static ScatterNdKernel Prepare(ScatterNd op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        args.Input(0).Bytes.CopyTo(args.Output(0).Bytes);
        Shape shape = args.Input(0).Info.Shape, indices = args.Input(1).Info.Shape;
        int depth = indices[indices.Rank - 1], slice = (int)shape.Product(depth, shape.Rank), rows = (int)indices.Product(0, indices.Rank - 1);
        for (int row = 0; row < rows; row++)
        {
            int to = 0;
            for (int k = 0; k < depth; k++) to = (to * shape[k]) + IntegerOperand.Index(args.Input(1), (row * depth) + k, shape[k]);
            Update(args, to * slice, row * slice, slice);
        }
    }

    private void Update(in KernelArgs args, int to, int from, int count)
    {
        TensorBuffer y = args.Output(0), updates = args.Input(2);
        if (op.Reduction == ScatterReduction.None)
        {
            new ElementSpan(y).Copy(to, new ElementSpan(updates), from, count);
            return;
        }

        switch (y.Info.Type)
        {
            case ElementType.Float32: Reduce<float>(y, updates, to, from, count); break;
            case ElementType.Float64: Reduce<double>(y, updates, to, from, count); break;
            case ElementType.Int8: Reduce<sbyte>(y, updates, to, from, count); break;
            case ElementType.UInt8: Reduce<byte>(y, updates, to, from, count); break;
            case ElementType.Int16: Reduce<short>(y, updates, to, from, count); break;
            case ElementType.Int32: Reduce<int>(y, updates, to, from, count); break;
            case ElementType.Int64: Reduce<long>(y, updates, to, from, count); break;
            default: ReduceBool(y, updates, to, from, count); break;
        }
    }

    private void Reduce<T>(TensorBuffer y, TensorBuffer updates, int to, int from, int count) where T : unmanaged, INumber<T>
    {
        Span<T> target = y.Span<T>().Slice(to, count);
        ReadOnlySpan<T> source = updates.Span<T>().Slice(from, count);
        for (int i = 0; i < count; i++)
            target[i] = op.Reduction switch
            {
                ScatterReduction.Add => unchecked(target[i] + source[i]),
                ScatterReduction.Mul => unchecked(target[i] * source[i]),
                ScatterReduction.Max => T.Max(target[i], source[i]),
                ScatterReduction.Min => T.Min(target[i], source[i]),
                ScatterReduction.None => source[i],
            };
    }

    private void ReduceBool(TensorBuffer y, TensorBuffer updates, int to, int from, int count)
    {
        Span<bool> target = y.Span<bool>().Slice(to, count);
        ReadOnlySpan<bool> source = updates.Span<bool>().Slice(from, count);
        for (int i = 0; i < count; i++)
            target[i] = op.Reduction is ScatterReduction.Add or ScatterReduction.Max ? target[i] | source[i] : target[i] & source[i];
    }
}
