using System.Numerics;
using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Sums, differences, products and limits of plain 32- and 64-bit integers; results that do not fit wrap around.</summary>
internal sealed unsafe class WholeBinary(Binary op, BroadcastShape shape, ElementType type)
{
    public static Support Supports(Binary op, KernelSignature signature) => Support.All(
        new(op.Kind is BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Minimum or BinaryKind.Maximum, $"{op.Kind} of {signature.InputType(0)} is not vectorised"),
        new(op.Activation == Activation.None, $"activation {op.Activation} of {signature.InputType(0)} is not vectorised"));

    public void Run(in KernelArgs args)
    {
        if (args.Output(0).Info.ElementCount == 0) return;
        if (type == ElementType.Int32) Run<int>(args);
        else Run<long>(args);
    }

    private void Run<T>(in KernelArgs args) where T : unmanaged, IBinaryInteger<T>
    {
        fixed (T* a = args.Input(0).Span<T>())
        fixed (T* b = args.Input(1).Span<T>())
        fixed (T* y = args.Output(0).Span<T>())
        {
            T* to = y;
            switch (op.Kind)
            {
                case BinaryKind.Add: Axis<T, Sum>(0, a, b, ref to); break;
                case BinaryKind.Sub: Axis<T, Difference>(0, a, b, ref to); break;
                case BinaryKind.Mul: Axis<T, Product>(0, a, b, ref to); break;
                case BinaryKind.Minimum: Axis<T, Smaller>(0, a, b, ref to); break;
                default: Axis<T, Larger>(0, a, b, ref to); break;
            }
        }
    }

    private void Axis<T, TFunction>(int axis, T* a, T* b, ref T* y) where T : unmanaged, IBinaryInteger<T> where TFunction : IFunction
    {
        int size = shape.Sizes[axis], strideA = shape.StridesA[axis], strideB = shape.StridesB[axis];
        if (axis < shape.Sizes.Length - 1)
        {
            for (int i = 0; i < size; i++) Axis<T, TFunction>(axis + 1, a + ((nint)i * strideA), b + ((nint)i * strideB), ref y);
            return;
        }

        Row<T, TFunction>(a, strideA, b, strideB, y, size);
        y += size;
    }

    private static void Row<T, TFunction>(T* a, int strideA, T* b, int strideB, T* y, int count) where T : unmanaged, IBinaryInteger<T> where TFunction : IFunction
    {
        int i = 0;
        for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            Vector256<T> p = strideA == 0 ? Vector256.Create(*a) : Vector256.Load(a + i), q = strideB == 0 ? Vector256.Create(*b) : Vector256.Load(b + i);
            TFunction.Of(p, q).Store(y + i);
        }

        for (; i < count; i++) y[i] = TFunction.Of(Vector256.Create(a[i * strideA]), Vector256.Create(b[i * strideB])).ToScalar();
    }

    private interface IFunction
    {
        static abstract Vector256<T> Of<T>(Vector256<T> a, Vector256<T> b);
    }

    private readonly struct Sum : IFunction
    {
        public static Vector256<T> Of<T>(Vector256<T> a, Vector256<T> b) => a + b;
    }

    private readonly struct Difference : IFunction
    {
        public static Vector256<T> Of<T>(Vector256<T> a, Vector256<T> b) => a - b;
    }

    private readonly struct Product : IFunction
    {
        public static Vector256<T> Of<T>(Vector256<T> a, Vector256<T> b) => a * b;
    }

    private readonly struct Smaller : IFunction
    {
        public static Vector256<T> Of<T>(Vector256<T> a, Vector256<T> b) => Vector256.Min(a, b);
    }

    private readonly struct Larger : IFunction
    {
        public static Vector256<T> Of<T>(Vector256<T> a, Vector256<T> b) => Vector256.Max(a, b);
    }
}
