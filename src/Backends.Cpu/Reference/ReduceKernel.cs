using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ReduceKernel(Reduce op, QuantizedReduction? quantized) : IKernel<ReduceKernel, Reduce>
{
    public static Support Supports(Reduce op, KernelSignature signature)
    {
        ElementType type = signature.InputType(0);
        QuantizationInfo? from = signature.Input(0).Quantization, to = signature.Outputs[0].Quantization;
        return Support.All(
            new(type is ElementType.Float32 or ElementType.Float64 or ElementType.Bool || (type.IsInteger() && !type.IsPacked()),
                $"input is {type}, expected Float32, Float64, Bool or an integer of 8 bits or more"),
            new(from is null || op.Kind is ReduceKind.Max or ReduceKind.Min || (IsRescaled(op) && type is (ElementType.Int8 or ElementType.UInt8 or ElementType.Int16)),
                $"{op.Kind} of quantized {type} is not defined"),
            new(from is not { IsPerTensor: false } && to is not { IsPerTensor: false }, "quantization is per axis, expected per tensor"),
            new(from is null || IsRescaled(op) || to is null || to == from, $"output has {to}, expected the input's {from}"));
    }

    public static ReduceKernel Prepare(Reduce op, KernelSignature signature) =>
        new(op, signature.Input(0).Quantization is { } from && signature.Outputs[0].Quantization is { } to && IsRescaled(op)
            ? new QuantizedReduction(from, to, op.Requantization)
            : null);

    public void Run(in KernelArgs args)
    {
        if (quantized is not null)
        {
            Quantized(args, quantized);
            return;
        }

        switch (args.Input(0).Info.Type)
        {
            case ElementType.Float32: Floats<float>(args); break;
            case ElementType.Float64: Floats<double>(args); break;
            case ElementType.Int8: Integers<sbyte>(args); break;
            case ElementType.UInt8: Integers<byte>(args); break;
            case ElementType.Int16: Integers<short>(args); break;
            case ElementType.UInt16: Integers<ushort>(args); break;
            case ElementType.Int32: Integers<int>(args); break;
            case ElementType.UInt32: Integers<uint>(args); break;
            case ElementType.Int64: Integers<long>(args); break;
            case ElementType.UInt64: Integers<ulong>(args); break;
            default: Booleans(args); break;
        }
    }

    private static bool IsRescaled(Reduce op) => op.Kind is ReduceKind.Sum or ReduceKind.Mean or ReduceKind.Prod;

    private void Quantized(in KernelArgs args, QuantizedReduction reduction)
    {
        switch (args.Input(0).Info.Type)
        {
            case ElementType.Int8: reduction.Run<sbyte>(args, op.Kind); break;
            case ElementType.UInt8: reduction.Run<byte>(args, op.Kind); break;
            default: reduction.Run<short>(args, op.Kind); break;
        }
    }

    private void Floats<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (op.Kind)
        {
            case ReduceKind.Mean: Run<T, T, Reducers.Mean<T>>(args); break;
            case ReduceKind.L2: Run<T, T, Reducers.L2<T, T>>(args); break;
            case ReduceKind.LogSum: Run<T, T, Reducers.LogSum<T, T>>(args); break;
            case ReduceKind.LogSumExp: Run<T, (T, T), Reducers.LogSumExp<T, T>>(args); break;
            default: Numbers<T>(args); break;
        }
    }

    private void Integers<T>(in KernelArgs args) where T : unmanaged, IBinaryInteger<T>
    {
        switch (op.Kind)
        {
            case ReduceKind.Mean: Run<T, Int128, Reducers.IntegerMean<T>>(args); break;
            case ReduceKind.L2: Run<T, double, Reducers.L2<T, double>>(args); break;
            case ReduceKind.LogSum: Run<T, double, Reducers.LogSum<T, double>>(args); break;
            case ReduceKind.LogSumExp: Run<T, (double, double), Reducers.LogSumExp<T, double>>(args); break;
            default: Numbers<T>(args); break;
        }
    }

    private void Numbers<T>(in KernelArgs args) where T : unmanaged, INumber<T>
    {
        switch (op.Kind)
        {
            case ReduceKind.Sum: Run<T, T, Reducers.Sum<T>>(args); break;
            case ReduceKind.Max: Run<T, T, Reducers.Max<T>>(args); break;
            case ReduceKind.Min: Run<T, T, Reducers.Min<T>>(args); break;
            case ReduceKind.Prod: Run<T, T, Reducers.Prod<T>>(args); break;
            case ReduceKind.L1: Run<T, T, Reducers.L1<T>>(args); break;
            default: Run<T, T, Reducers.SumSquare<T>>(args); break;
        }
    }

    private void Booleans(in KernelArgs args)
    {
        if (op.Kind is ReduceKind.Any or ReduceKind.Max) Run<byte, byte, Reducers.Any>(args, args.Input(0).Bytes.Span, args.Output(0).Bytes.Span);
        else Run<byte, byte, Reducers.All>(args, args.Input(0).Bytes.Span, args.Output(0).Bytes.Span);
    }

    private static void Run<T, TSum, TReducer>(in KernelArgs args) where T : unmanaged where TSum : unmanaged where TReducer : IReducer<T, TSum> =>
        Run<T, TSum, TReducer>(args, args.Input(0).Span<T>(), args.Output(0).Span<T>());

    private static void Run<T, TSum, TReducer>(in KernelArgs args, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged where TSum : unmanaged where TReducer : IReducer<T, TSum>
    {
        int rank = args.Input(0).Info.Shape.Rank;
        Span<int> sizes = stackalloc int[rank], strides = stackalloc int[rank];
        int count = Reduction.Plan(args, sizes, strides);
        Span<TSum> sums = args.Scratch.Rent<TSum>(y.Length);
        Reduction.Run<T, TSum, TReducer>(x, sizes, strides, sums);
        for (int i = 0; i < y.Length; i++) y[i] = TReducer.Finish(sums[i], count);
    }
}
