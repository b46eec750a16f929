using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <param name="op">The operator.</param>
/// <param name="known">The equation read ahead; null as long as the operands' numbers of dimensions are unknown.</param>
internal sealed class EinsumKernel(Einsum op, EinsumAxes? known) : IKernel<EinsumKernel, Einsum>, INumberKernel
{
    public static Support Supports(Einsum op, KernelSignature signature) => NumberDispatch.SupportsNumber(signature.InputType(0));

    public static EinsumKernel Prepare(Einsum op, KernelSignature signature) =>
        new(op, signature.Inputs.All(i => i is { Shape.IsRanked: true }) ? Axes(op, [.. signature.Inputs.Select(i => i?.Shape ?? Shape.Unranked)]) : null);

    public void Run(in KernelArgs args) => NumberDispatch.Run(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        int operands = args.InputCount;
        EinsumAxes axes = known ?? Axes(op, Shapes(args));
        int count = axes.Count;
        Span<int> sizes = args.Scratch.Rent<int>(count), coordinate = args.Scratch.Rent<int>(count), strides = args.Scratch.Rent<int>(count * (operands + 1));
        sizes.Fill(1);
        coordinate.Clear();
        strides.Clear();
        for (int i = 0; i < operands; i++) Add(args.Input(i).Info.Shape, axes.Operands[i], sizes, strides.Slice(i * count, count));
        Add(args.Output(0).Info.Shape, axes.Output, sizes, strides.Slice(operands * count, count));
        Span<T> y = args.Output(0).Span<T>();
        y.Clear();
        foreach (int size in sizes) if (size == 0) return;
        do
        {
            T product = T.One;
            for (int i = 0; i < operands; i++) product *= args.Input(i).Span<T>()[Coordinates.Offset(coordinate, strides.Slice(i * count, count))];
            y[Coordinates.Offset(coordinate, strides.Slice(operands * count, count))] += product;
        }
        while (Coordinates.Next(sizes, coordinate));
    }

    private static EinsumAxes Axes(Einsum op, ReadOnlySpan<Shape> operands)
    {
        var ranks = new int[operands.Length];
        for (int i = 0; i < ranks.Length; i++) ranks[i] = operands[i].Rank;
        return EinsumAxes.Of(op.Equation, ranks);
    }

    private static Shape[] Shapes(in KernelArgs args)
    {
        var shapes = new Shape[args.InputCount];
        for (int i = 0; i < shapes.Length; i++) shapes[i] = args.Input(i).Info.Shape;
        return shapes;
    }

    /// <summary>Adds the strides of an operand to those of its letters; a letter that occurs twice walks along the diagonal.</summary>
    private static void Add(Shape shape, ValueList<int> letters, Span<int> sizes, Span<int> strides)
    {
        int stride = 1;
        for (int a = shape.Rank - 1; a >= 0; a--)
        {
            if (shape[a] != 1)
            {
                sizes[letters[a]] = shape[a];
                strides[letters[a]] += stride;
            }

            stride *= shape[a];
        }
    }
}
