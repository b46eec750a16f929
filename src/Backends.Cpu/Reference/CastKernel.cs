using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class CastKernel(Cast op) : IKernel<CastKernel, Cast>
{
    public static Support Supports(Cast op, KernelSignature signature) => Support.All(
        new SupportRule(signature.InputType(0) is not ElementType.Complex64 || !op.To.IsPacked(), $"Complex64 cannot become {op.To}"));

    public static CastKernel Prepare(Cast op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        TensorBuffer x = args.Input(0);
        switch (x.Info.Type)
        {
            case ElementType.Float32: From<float>(x, args); break;
            case ElementType.Float64: From<double>(x, args); break;
            case ElementType.Float16: From<Half>(x, args); break;
            case ElementType.BFloat16: FromBFloat16(x, args); break;
            case ElementType.Int8: From<sbyte>(x, args); break;
            case ElementType.UInt8 or ElementType.Bool: Write<byte>(x.Bytes.Span, args.Output(0)); break;
            case ElementType.Int16: From<short>(x, args); break;
            case ElementType.UInt16: From<ushort>(x, args); break;
            case ElementType.Int32: From<int>(x, args); break;
            case ElementType.UInt32: From<uint>(x, args); break;
            case ElementType.Int64: From<long>(x, args); break;
            case ElementType.UInt64: From<ulong>(x, args); break;
            case ElementType.Complex64: FromComplex(x, args); break;
            case var narrow when narrow.IsNarrowFloat(): FromNarrowFloat(x, args); break;
            default: FromPacked(x, args); break;
        }
    }

    private void From<T>(TensorBuffer x, in KernelArgs args) where T : unmanaged, INumber<T> => Write<T>(x.Span<T>(), args.Output(0));

    private void FromBFloat16(TensorBuffer x, in KernelArgs args)
    {
        ReadOnlySpan<BFloat16> source = x.Span<BFloat16>();
        Span<float> wide = args.Scratch.Rent<float>(source.Length);
        for (int i = 0; i < wide.Length; i++) wide[i] = source[i];
        Write<float>(wide, args.Output(0));
    }

    private void FromComplex(TensorBuffer x, in KernelArgs args)
    {
        ReadOnlySpan<Complex64> source = x.Span<Complex64>();
        if (op.To == ElementType.Complex64)
        {
            source.CopyTo(args.Output(0).Span<Complex64>());
            return;
        }

        Span<float> real = args.Scratch.Rent<float>(source.Length);
        for (int i = 0; i < real.Length; i++) real[i] = source[i].Real;
        Write<float>(real, args.Output(0));
    }

    private void FromNarrowFloat(TensorBuffer x, in KernelArgs args)
    {
        ReadOnlySpan<byte> source = x.Bytes.Span;
        Span<float> wide = args.Scratch.Rent<float>((int)x.Info.ElementCount);
        for (int i = 0; i < wide.Length; i++) wide[i] = NarrowFloats.Decode(x.Info.Type, (byte)PackedBits.Get(source, i, x.Info.Type.BitWidth()));
        Write<float>(wide, args.Output(0));
    }

    private void FromPacked(TensorBuffer x, in KernelArgs args)
    {
        Span<int> wide = args.Scratch.Rent<int>((int)x.Info.ElementCount);
        Quantization.StoredIntegers.Read(x, wide);
        Write<int>(wide, args.Output(0));
    }

    private void Write<T>(ReadOnlySpan<T> x, TensorBuffer y) where T : unmanaged, INumber<T>
    {
        switch (op.To)
        {
            case ElementType.Float32: Convert(x, y.Span<float>()); break;
            case ElementType.Float64: Convert(x, y.Span<double>()); break;
            case ElementType.Float16: Convert(x, y.Span<Half>()); break;
            case ElementType.Int8: Convert(x, y.Span<sbyte>()); break;
            case ElementType.UInt8: Convert(x, y.Span<byte>()); break;
            case ElementType.Int16: Convert(x, y.Span<short>()); break;
            case ElementType.UInt16: Convert(x, y.Span<ushort>()); break;
            case ElementType.Int32: Convert(x, y.Span<int>()); break;
            case ElementType.UInt32: Convert(x, y.Span<uint>()); break;
            case ElementType.Int64: Convert(x, y.Span<long>()); break;
            case ElementType.UInt64: Convert(x, y.Span<ulong>()); break;
            case ElementType.Bool:
                Span<bool> truth = y.Span<bool>();
                for (int i = 0; i < x.Length; i++) truth[i] = !T.IsZero(x[i]);
                break;
            case ElementType.BFloat16:
                Span<BFloat16> narrow = y.Span<BFloat16>();
                for (int i = 0; i < x.Length; i++) narrow[i] = (BFloat16)float.CreateTruncating(x[i]);
                break;
            case ElementType.Float8E8M0:
                for (int i = 0; i < x.Length; i++) y.Bytes.Span[i] = NarrowFloats.EncodeScale(float.CreateTruncating(x[i]), op.ScaleRounding, op.Saturate);
                break;
            case var tiny when tiny.IsNarrowFloat():
                y.Bytes.Span.Clear();
                for (int i = 0; i < x.Length; i++)
                    PackedBits.Set(y.Bytes.Span, i, tiny.BitWidth(), NarrowFloats.Encode(tiny, float.CreateTruncating(x[i]), op.Saturate));
                break;
            case var packed when packed.IsPacked():
                y.Bytes.Span.Clear();
                for (int i = 0; i < x.Length; i++) PackedBits.Set(y.Bytes.Span, i, packed.BitWidth(), int.CreateTruncating(x[i]));
                break;
            default:
                Span<Complex64> complex = y.Span<Complex64>();
                for (int i = 0; i < x.Length; i++) complex[i] = new Complex64(float.CreateTruncating(x[i]), 0);
                break;
        }
    }

    /// <summary>Between floats it rounds, from floats to integers it truncates and saturates, between integers it drops high bits.</summary>
    private static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> x, Span<TTo> y) where TFrom : INumber<TFrom> where TTo : INumber<TTo>
    {
        for (int i = 0; i < x.Length; i++) y[i] = TTo.CreateTruncating(x[i]);
    }
}
