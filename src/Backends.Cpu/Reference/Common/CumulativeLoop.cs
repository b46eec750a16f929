using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Reference.Common;

/// <summary>Running sums or products of operand 0 along the axis that operand 1 names; integers wrap around.</summary>
/// <param name="product">Whether elements are multiplied, else added.</param>
/// <param name="exclusive">Whether an element is left out of its own result.</param>
/// <param name="reverse">Whether results run from the end.</param>
internal readonly struct CumulativeLoop(bool product, bool exclusive, bool reverse) : INumberKernel
{
    public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        Shape shape = args.Input(0).Info.Shape;
        var loop = AxisLoop.Of(shape, IntegerOperand.Axis(args.Input(1), 0, shape.Rank));
        for (int row = 0; row < loop.Rows; row++)
        {
            T running = product ? T.One : T.Zero;
            for (int k = 0; k < loop.Count; k++)
            {
                int at = loop.Start(row) + ((reverse ? loop.Count - 1 - k : k) * loop.Inner);
                T next = unchecked(product ? running * x[at] : running + x[at]);
                y[at] = exclusive ? running : next;
                running = next;
            }
        }
    }
}
