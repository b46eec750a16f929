using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ReduceWindowKernel(ReduceWindow op) : IKernel<ReduceWindowKernel, ReduceWindow>, INumberKernel
{
    private const int X = 0, Initial = 1, Window = 2, Stride = 3, Dilation = 4;

    public static Support Supports(ReduceWindow op, KernelSignature signature) =>
        signature.InputType(X) == ElementType.Bool ? Support.Yes : NumberDispatch.SupportsNumber(signature.InputType(X));

    public static ReduceWindowKernel Prepare(ReduceWindow op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        ElementType type = args.Input(X).Info.Type;
        if (type != ElementType.Bool) NumberDispatch.Run(type, this, args);
        else if (op.Kind == ReduceKind.Any) Run<byte, Reducers.Any>(args, args.Input(X).Bytes.Span, args.Input(Initial).Bytes.Span, args.Output(0).Bytes.Span);
        else Run<byte, Reducers.All>(args, args.Input(X).Bytes.Span, args.Input(Initial).Bytes.Span, args.Output(0).Bytes.Span);
    }

    public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        Span<T> x = args.Input(X).Span<T>(), initial = args.Input(Initial).Span<T>(), y = args.Output(0).Span<T>();
        switch (op.Kind)
        {
            case ReduceKind.Sum: Run<T, Reducers.Sum<T>>(args, x, initial, y); break;
            case ReduceKind.Prod: Run<T, Reducers.Prod<T>>(args, x, initial, y); break;
            case ReduceKind.Max: Run<T, Reducers.Max<T>>(args, x, initial, y); break;
            default: Run<T, Reducers.Min<T>>(args, x, initial, y); break;
        }
    }

    private static void Run<T, TReducer>(in KernelArgs args, ReadOnlySpan<T> x, ReadOnlySpan<T> initial, Span<T> y) where TReducer : IReducer<T, T>
    {
        if (y.IsEmpty) return;
        Shape shape = args.Input(X).Info.Shape;
        int rank = shape.Rank;
        Span<int> window = stackalloc int[rank], within = stackalloc int[rank], steps = stackalloc int[rank];
        Span<int> sizes = stackalloc int[rank], place = stackalloc int[rank], jumps = stackalloc int[rank];
        Strides.Of(shape, sizes, steps);
        for (int i = 0; i < rank; i++)
        {
            window[i] = (int)IntegerOperand.At(args.Input(Window), i);
            jumps[i] = steps[i] * (int)IntegerOperand.At(args.Input(Stride), i);
            steps[i] *= (int)IntegerOperand.At(args.Input(Dilation), i);
            sizes[i] = args.Output(0).Info.Shape[i];
        }

        place.Clear();
        within.Clear();
        for (int i = 0; i < y.Length; i++, Coordinates.Next(sizes, place))
        {
            int start = Coordinates.Offset(place, jumps);
            T sum = initial[0];
            do sum = TReducer.Next(sum, x[start + Coordinates.Offset(within, steps)]);
            while (Coordinates.Next(window, within));
            y[i] = sum;
        }
    }
}
