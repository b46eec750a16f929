using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Reference.Common;

/// <summary>What operators that normalise the last dimensions share.</summary>
internal static class LastDimensions
{
    /// <summary>Number of elements from an axis on.</summary>
    public static int Size(Shape shape, int axis) => (int)shape.Product(axis < 0 ? axis + shape.Rank : axis, shape.Rank);

    /// <summary>Multiplies by operand 1 and adds operand 2, where they are there, with broadcasting.</summary>
    public static void Scale<T>(in KernelArgs args, Span<T> y) where T : unmanaged, INumber<T>
    {
        if (args.Has(1))
        {
            ReadOnlySpan<T> scale = args.Input(1).Span<T>();
            var walk = new BroadcastWalk(args, 1, 1);
            for (int i = 0; walk.Next(); i++) y[i] *= scale[walk[0]];
        }

        if (args.Has(2))
        {
            ReadOnlySpan<T> bias = args.Input(2).Span<T>();
            var walk = new BroadcastWalk(args, 1, 2);
            for (int i = 0; walk.Next(); i++) y[i] += bias[walk[0]];
        }
    }
}
