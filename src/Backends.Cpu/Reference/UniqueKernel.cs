using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class UniqueKernel(Unique op) : IKernel<UniqueKernel, Unique>, INumberKernel
{
    public static Support Supports(Unique op, KernelSignature signature)
    {
        ElementType type = signature.InputType(0);
        return Support.All(new SupportRule(NumberDispatch.IsNumber(type) || type == ElementType.Bool || (!op.Sorted && IsHalf(type)), $"input is {type}, expected Bool or numbers of at least 8 bits"));
    }

    public static UniqueKernel Prepare(Unique op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0);
        // Equality of truth values and, unsorted, of narrow floats is that of their bits.
        if (x.Info.Type == ElementType.Bool) Run<byte>(args, (x with { Info = x.Info with { Type = ElementType.UInt8 } }).Span<byte>());
        else if (IsHalf(x.Info.Type)) Run<ushort>(args, (x with { Info = x.Info with { Type = ElementType.UInt16 } }).Span<ushort>());
        else NumberDispatch.Run(x.Info.Type, this, args);
    }

    public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T> => Run<T>(args, args.Input(0).Span<T>());

    private static bool IsHalf(ElementType type) => type is ElementType.Float16 or ElementType.BFloat16;

    private void Run<T>(in KernelArgs args, ReadOnlySpan<T> x) where T : unmanaged, INumber<T>
    {
        Shape shape = args.Input(0).Info.Shape;
        AxisLoop loop = op.Axis is { } axis ? AxisLoop.Of(shape, axis) : new AxisLoop(1, x.Length, 1);
        Span<int> first = args.Scratch.Rent<int>(loop.Count), order = args.Scratch.Rent<int>(loop.Count), inverse = args.Scratch.Rent<int>(loop.Count);
        int found = 0;
        for (int i = 0; i < loop.Count; i++)
        {
            int value = 0;
            while (value < found && Compare(x, loop, first[value], i) != 0) value++;
            if (value == found) first[found++] = i;
            inverse[i] = value;
        }

        for (int i = 0; i < found; i++)
        {
            int place = i;
            for (; op.Sorted && place > 0 && Compare(x, loop, first[i], first[order[place - 1]]) < 0; place--) order[place] = order[place - 1];
            order[place] = i;
        }

        Store(args, x, loop, first, order[..found], inverse);
    }

    private void Store<T>(in KernelArgs args, ReadOnlySpan<T> x, AxisLoop loop, ReadOnlySpan<int> first, ReadOnlySpan<int> order, ReadOnlySpan<int> inverse)
        where T : unmanaged
    {
        Shape shape = args.Input(0).Info.Shape;
        Shape values = op.Axis is { } axis ? shape.With(axis < 0 ? axis + shape.Rank : axis, order.Length) : [order.Length];
        ElementSpan from = new(args.Input(0)), to = new(Result(args, 0, values));
        for (int outer = 0; outer < loop.Outer; outer++)
            for (int i = 0; i < order.Length; i++)
                to.Copy(((outer * order.Length) + i) * loop.Inner, from, ((outer * loop.Count) + first[order[i]]) * loop.Inner, loop.Inner);
        Span<int> rank = args.Scratch.Rent<int>(order.Length), count = args.Scratch.Rent<int>(order.Length);
        count.Clear();
        for (int i = 0; i < order.Length; i++) rank[order[i]] = i;
        TensorBuffer places = Result(args, 1, [loop.Count]);
        for (int i = 0; i < loop.Count; i++)
        {
            IntegerOperand.Write(places, i, rank[inverse[i]]);
            count[rank[inverse[i]]]++;
        }

        if (!op.Detailed) return;
        TensorBuffer firsts = Result(args, 2, [order.Length]), counts = Result(args, 3, [order.Length]);
        for (int i = 0; i < order.Length; i++)
        {
            IntegerOperand.Write(firsts, i, first[order[i]]);
            IntegerOperand.Write(counts, i, count[i]);
        }
    }

    /// <summary>Which of two slices comes first: negative, 0 or positive.</summary>
    private static int Compare<T>(ReadOnlySpan<T> x, AxisLoop loop, int a, int b) where T : INumber<T>
    {
        for (int outer = 0; outer < loop.Outer; outer++)
            for (int inner = 0; inner < loop.Inner; inner++)
            {
                int start = (outer * loop.Count * loop.Inner) + inner;
                int difference = x[start + (a * loop.Inner)].CompareTo(x[start + (b * loop.Inner)]);
                if (difference != 0) return difference;
            }

        return 0;
    }

    private static TensorBuffer Result(in KernelArgs args, int index, Shape shape) =>
        args.Output(index).Info.Shape.IsStatic ? args.Output(index) : args.Allocate(index, shape);
}
