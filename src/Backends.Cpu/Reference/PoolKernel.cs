using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class PoolKernel(Pool op) : IKernel<PoolKernel, Pool>
{
    public static Support Supports(Pool op, KernelSignature signature)
    {
        ElementType type = signature.InputType(0);
        return Support.All(
            new(type is ElementType.Float32 or ElementType.Float64 || (StoredIntegers.CanRead(type) && !type.IsPacked()), $"input is {type}, expected Float32, Float64 or integers of 8 or 16 bits"),
            new(type.IsFloat() || ActivationRange.IsClamp(op.Activation), $"activation {op.Activation} cannot be fused to integers"),
            new(!IsRescaled(op, type) || (signature.Input(0).Quantization is { IsPerTensor: true } && signature.Outputs[0].Quantization is { IsPerTensor: true }),
                "input or output is not quantized per tensor"));
    }

    /// <summary>Whether means of integers are brought to another scale.</summary>
    public static bool IsRescaled(Pool op, ElementType type) => op is { Kind: PoolKind.Average, Requantization: Requantization.Float } && type.IsInteger();

    public static PoolKernel Prepare(Pool op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        switch (args.Input(0).Info.Type)
        {
            case ElementType.Float32: RunFloat<float>(args); break;
            case ElementType.Float64: RunFloat<double>(args); break;
            default: RunInteger(args); break;
        }
    }

    private void RunFloat<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Span<T> y = args.Output(0).Span<T>();
        var walk = new PoolWalk(op, args);
        T p = T.CreateChecked(op.P);
        for (int i = 0; walk.Next(); i++)
        {
            T result = op.Kind == PoolKind.Max ? T.NegativeInfinity : T.Zero;
            foreach (int at in walk.Places)
                result = op.Kind switch
                {
                    PoolKind.Max => T.Max(result, x[at]),
                    PoolKind.Average => result + x[at],
                    PoolKind.L2 => result + (x[at] * x[at]),
                    PoolKind.Lp => result + T.Pow(T.Abs(x[at]), p),
                };
            T count = T.CreateChecked(walk.Count);
            result = op.Kind switch
            {
                PoolKind.Average => result / count,
                PoolKind.L2 => T.Sqrt(result / count),
                PoolKind.Lp => T.Pow(result, T.One / p),
                PoolKind.Max => result,
            };
            y[i] = FusedActivation.Apply(op.Activation, result);
        }
    }

    private void RunInteger(in KernelArgs args)
    {
        TensorBuffer output = args.Output(0);
        Span<int> x = args.Scratch.Rent<int>((int)args.Input(0).Info.ElementCount);
        StoredIntegers.Read(args.Input(0), x);
        (int min, int max) = ActivationRange.Stored(op.Activation, output.Info);
        var walk = new PoolWalk(op, args);
        if (IsRescaled(op, args.Input(0).Info.Type))
        {
            var (from, to) = (args.Input(0).Info.Quantization!, output.Info.Quantization!);
            float factor = from.Scale / to.Scale;
            for (int i = 0; walk.Next(); i++)
            {
                int sum = 0;
                foreach (int at in walk.Places) sum += x[at] - from.ZeroPoint;
                StoredIntegers.Write(output, i, (int)Math.Clamp(MathF.Round((float)sum / walk.Count * factor, MidpointRounding.ToEven) + to.ZeroPoint, min, max));
            }

            return;
        }

        for (int i = 0; walk.Next(); i++)
        {
            int result = op.Kind == PoolKind.Max ? min : 0;
            foreach (int at in walk.Places) result = op.Kind == PoolKind.Max ? Math.Max(result, x[at]) : result + x[at];
            if (op.Kind == PoolKind.Average)
                result = result > 0 ? (result + (walk.Count / 2)) / walk.Count : (result - (walk.Count / 2)) / walk.Count;
            StoredIntegers.Write(output, i, Math.Clamp(result, min, max));
        }
    }
}
