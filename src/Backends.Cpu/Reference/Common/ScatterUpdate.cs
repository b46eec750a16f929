using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference.Common;

/// <summary>Joins updates (operand 2) with elements of the output.</summary>
internal static class ScatterUpdate
{
    public static Support Supports(ScatterReduction reduction, ElementType type) => Support.All(
        new SupportRule(reduction == ScatterReduction.None || type == ElementType.Bool || NumberDispatch.IsNumber(type), $"{reduction} of {type} is not defined"));

    /// <summary>Joins <paramref name="count"/> updates from <paramref name="from"/> on with the output from <paramref name="to"/> on.</summary>
    public static void Run(ScatterReduction reduction, in KernelArgs args, int to, int from, int count)
    {
        TensorBuffer y = args.Output(0);
        if (reduction == ScatterReduction.None) new ElementSpan(y).Copy(to, new ElementSpan(args.Input(2)), from, count);
        else if (y.Info.Type == ElementType.Bool) ReduceBool(reduction, y, args.Input(2), to, from, count);
        else NumberDispatch.Run(y.Info.Type, new Numbers(reduction, to, from, count), args);
    }

    private static void ReduceBool(ScatterReduction reduction, TensorBuffer y, TensorBuffer updates, int to, int from, int count)
    {
        Span<bool> target = y.Span<bool>().Slice(to, count);
        ReadOnlySpan<bool> source = updates.Span<bool>().Slice(from, count);
        for (int i = 0; i < count; i++)
            target[i] = reduction is ScatterReduction.Add or ScatterReduction.Max ? target[i] | source[i] : target[i] & source[i];
    }

    private readonly struct Numbers(ScatterReduction reduction, int to, int from, int count) : INumberKernel
    {
        public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            Span<T> target = args.Output(0).Span<T>().Slice(to, count);
            ReadOnlySpan<T> source = args.Input(2).Span<T>().Slice(from, count);
            for (int i = 0; i < target.Length; i++)
                target[i] = reduction switch
                {
                    ScatterReduction.Add => unchecked(target[i] + source[i]),
                    ScatterReduction.Mul => unchecked(target[i] * source[i]),
                    ScatterReduction.Max => T.Max(target[i], source[i]),
                    ScatterReduction.Min => T.Min(target[i], source[i]),
                    ScatterReduction.None => source[i],
                };
        }
    }
}
