using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ArgMinMaxKernel(ArgMinMax op) : IKernel<ArgMinMaxKernel, ArgMinMax>
{
    public static Support Supports(ArgMinMax op, KernelSignature signature) => Support.All((NumberDispatch.IsNumber(signature.InputType(0)), $"input is {signature.InputType(0)}, expected numbers of at least 8 bits"));

    public static ArgMinMaxKernel Prepare(ArgMinMax op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        switch (args.Input(0).Info.Type)
        {
            case ElementType.Float32: Run<float>(args); break;
            case ElementType.Float64: Run<double>(args); break;
            case ElementType.Int8: Run<sbyte>(args); break;
            case ElementType.UInt8: Run<byte>(args); break;
            case ElementType.Int16: Run<short>(args); break;
            case ElementType.Int32: Run<int>(args); break;
            default: Run<long>(args); break;
        }
    }

    private void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Shape shape = args.Input(0).Info.Shape;
        var loop = AxisLoop.Of(shape, IntegerOperand.Axis(args.Input(1), 0, shape.Rank));
        for (int row = 0; row < loop.Rows; row++)
        {
            int start = loop.Start(row), best = 0;
            for (int k = 1; k < loop.Count; k++)
            {
                T value = x[start + (k * loop.Inner)], top = x[start + (best * loop.Inner)];
                bool better = op.Kind == ArgKind.Max ? value > top : value < top;
                if (better || (op.SelectLast && value == top)) best = k;
            }

            IntegerOperand.Write(args.Output(0), row, best);
        }
    }
}
