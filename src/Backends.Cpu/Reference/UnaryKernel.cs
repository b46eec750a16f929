using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class UnaryKernel(Unary op, Func<int, int>? quantized) : IKernel<UnaryKernel, Unary>
{
    public static Support Supports(Unary op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0), y = signature.Outputs[0];
        if (op.Kind == UnaryKind.LogicalNot) return Support.Yes;
        if (op.Kind is UnaryKind.IsNaN or UnaryKind.IsInf)
            return Support.All(new SupportRule(x.Type is ElementType.Float32 or ElementType.Float64, $"input is {x.Type}, expected Float32 or Float64"));
        if (x.Type.IsFloat())
            return Support.All(
                new(x.Type is ElementType.Float32 or ElementType.Float64, $"input is {x.Type}, expected Float32 or Float64"),
                new(op.Kind != UnaryKind.BitwiseNot, $"{op.Kind} takes integers, the input is {x.Type}"));
        if (IsQuantized(op, x))
            return Support.All(
                new(x.Type.BitWidth() is 8 or 16 && y.Type == x.Type, $"quantized input is {x.Type}, expected 8 or 16 bits"),
                new(x.Quantization is { IsPerTensor: true } && y.Quantization is { IsPerTensor: true }, "input or output is not quantized per tensor"));
        return Support.All(
            new(!x.Type.IsPacked(), $"input is {x.Type}, expected at least 8 bits"),
            new(op.Kind is UnaryKind.Abs or UnaryKind.Neg or UnaryKind.Sign or UnaryKind.Square or UnaryKind.Relu or UnaryKind.BitwiseNot,
                $"{op.Kind} of {x.Type} without quantization is not defined"));
    }

    public static UnaryKernel Prepare(Unary op, KernelSignature signature) =>
        new(op, IsQuantized(op, signature.Input(0)) ? QuantizedUnary.Prepare(op, signature.Input(0), signature.Outputs[0]) : null);

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0), y = args.Output(0);
        switch (x.Info.Type)
        {
            case ElementType.Float32: RunFloat<float>(x, y); break;
            case ElementType.Float64: RunFloat<double>(x, y); break;
            case ElementType.Bool: Map<bool, bool>(x, y, static v => !v); break;
            case ElementType.Int8 when quantized is null: RunInteger<sbyte>(x, y); break;
            case ElementType.UInt8 when quantized is null: RunInteger<byte>(x, y); break;
            case ElementType.Int16 when quantized is null: RunInteger<short>(x, y); break;
            case ElementType.UInt16 when quantized is null: RunInteger<ushort>(x, y); break;
            case ElementType.Int32: RunInteger<int>(x, y); break;
            case ElementType.UInt32: RunInteger<uint>(x, y); break;
            case ElementType.Int64: RunInteger<long>(x, y); break;
            case ElementType.UInt64: RunInteger<ulong>(x, y); break;
            default: RunQuantized(args, x, y); break;
        }
    }

    private static bool IsQuantized(Unary op, TensorInfo x) => x.Type.IsInteger() && x.Quantization is not null && x.Type.BitWidth() <= 16 && op.Kind != UnaryKind.BitwiseNot;

    private void RunFloat<T>(TensorBuffer x, TensorBuffer y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> from = x.Span<T>();
        if (op.Kind is UnaryKind.IsNaN or UnaryKind.IsInf)
        {
            Span<bool> tests = y.Span<bool>();
            for (int i = 0; i < from.Length; i++)
                tests[i] = op.Kind == UnaryKind.IsNaN ? T.IsNaN(from[i])
                    : (op.Beta != 0 && T.IsPositiveInfinity(from[i])) || (op.Alpha != 0 && T.IsNegativeInfinity(from[i]));
            return;
        }

        Span<T> to = y.Span<T>();
        for (int i = 0; i < from.Length; i++) to[i] = UnaryFunctions.Apply(op, from[i]);
    }

    private void RunInteger<T>(TensorBuffer x, TensorBuffer y) where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> from = x.Span<T>();
        Span<T> to = y.Span<T>();
        for (int i = 0; i < from.Length; i++)
        {
            T v = from[i];
            to[i] = unchecked(op.Kind switch
            {
                UnaryKind.Abs => T.IsNegative(v) ? T.Zero - v : v,
                UnaryKind.Neg => T.Zero - v,
                UnaryKind.Sign => T.CreateChecked(T.Sign(v)),
                UnaryKind.Square => v * v,
                UnaryKind.Relu => T.Max(v, T.Zero),
                _ => ~v,
            });
        }
    }

    private void RunQuantized(in KernelArgs args, TensorBuffer x, TensorBuffer y)
    {
        Span<int> stored = args.Scratch.Rent<int>((int)x.Info.ElementCount);
        StoredIntegers.Read(x, stored);
        for (int i = 0; i < stored.Length; i++) StoredIntegers.Write(y, i, quantized!(stored[i]));
    }

    private static void Map<TFrom, TTo>(TensorBuffer x, TensorBuffer y, Func<TFrom, TTo> map) where TFrom : unmanaged where TTo : unmanaged
    {
        ReadOnlySpan<TFrom> from = x.Span<TFrom>();
        Span<TTo> to = y.Span<TTo>();
        for (int i = 0; i < from.Length; i++) to[i] = map(from[i]);
    }
}
