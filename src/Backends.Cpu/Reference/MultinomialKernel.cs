using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class MultinomialKernel(Multinomial op) : IKernel<MultinomialKernel, Multinomial>, IFloatKernel
{
    public static Support Supports(Multinomial op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static MultinomialKernel Prepare(Multinomial op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        Shape shape = args.Input(0).Info.Shape;
        int classes = shape[1], draws = args.Output(0).Info.Shape[1];
        var random = new MersenneTwister(args.Scratch.Rent<uint>(MersenneTwister.StateSize), op.Seed);
        Span<double> sums = args.Scratch.Rent<double>(classes);
        for (int row = 0; row < shape[0]; row++)
        {
            ReadOnlySpan<T> logarithms = x.Slice(row * classes, classes);
            double max = double.NegativeInfinity, sum = 0;
            foreach (T value in logarithms) max = Math.Max(max, double.CreateChecked(value));
            for (int c = 0; c < classes; c++) sums[c] = sum += Math.Exp(double.CreateChecked(logarithms[c]) - max);
            for (int i = 0; i < draws; i++)
            {
                double u = random.NextDouble() * sum;
                int chosen = 0;
                while (chosen < classes - 1 && sums[chosen] <= u) chosen++;
                IntegerOperand.Write(args.Output(0), (row * draws) + i, chosen);
            }
        }
    }
}
