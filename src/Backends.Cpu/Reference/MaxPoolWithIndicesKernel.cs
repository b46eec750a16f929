using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class MaxPoolWithIndicesKernel(MaxPoolWithIndices op) : IKernel<MaxPoolWithIndicesKernel, MaxPoolWithIndices>, INumberKernel
{
    private readonly Pool _pool = op.ToPool();

    public static Support Supports(MaxPoolWithIndices op, KernelSignature signature)
    {
        ElementType type = signature.InputType(0);
        return Support.All(
            new(NumberDispatch.IsNumber(type), $"input is {type}, expected numbers of at least 8 bits"),
            new(type.IsFloat() || op.Activation == Activation.None, $"activation {op.Activation} cannot be fused to {type}"));
    }

    public static MaxPoolWithIndicesKernel Prepare(MaxPoolWithIndices op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        ElementType type = args.Input(0).Info.Type;
        NumberDispatch.Run(type, this, args);
        if (op.Activation != Activation.None) NumberDispatch.RunFloat(type, new Activated(op.Activation), args);
    }

    public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> maxima = args.Output(0).Span<T>();
        Span<long> numbers = args.Output(1).Span<long>();
        var places = new PoolPlaces(args.Input(0).Info.Shape, op.Indexing);
        var walk = new PoolWalk(_pool, args);
        for (int i = 0; walk.Next(); i++)
        {
            int best = -1;
            for (int k = 0; k < walk.Places.Length; k++)
                if (best < 0 || x[walk.Places[k]] > x[walk.Places[best]] || T.IsNaN(x[walk.Places[best]])) best = k;
            maxima[i] = best < 0 ? T.MinValue : x[walk.Places[best]];
            numbers[i] = best < 0 ? -1 : op.Indexing == PoolIndexing.Window ? walk.Elements[best] : places.NumberOf(walk.Places[best]);
        }
    }

    private readonly struct Activated(Activation activation) : IFloatKernel
    {
        public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
        {
            foreach (ref T maximum in args.Output(0).Span<T>()) maximum = FusedActivation.Apply(activation, maximum);
        }
    }
}
