using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Lanes;
using NnBridge.Backends.Cpu.Simd.Threading;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Sums, differences and products of quantized bytes in fixed point or in floats, to the same bits as the reference.</summary>
/// <remarks>Without vectors of 512 bits, which multiply to 64 bits, elements go one by one through the reference's functions.</remarks>
internal sealed unsafe class ByteBinary : IDivisible
{
    /// <summary>Bits that operands of a sum are given in addition.</summary>
    private const int SpareBits = 20;

    private const int Lanes = 16;

    private readonly BroadcastShape _shape;
    private readonly BinaryKind _kind;
    private readonly FixedPointMultiplier _first;
    private readonly FixedPointMultiplier _second;
    private readonly FixedPointMultiplier _result;
    private readonly SumOnce? _sum;
    private readonly FloatBinary? _real;
    private readonly bool _twice;
    private readonly bool _isReal;
    private readonly (float A, float B, float Y) _scales;
    private readonly bool _signed;
    private readonly (int A, int B, int Y) _zeroPoints;
    private readonly (int Min, int Max) _range;
    private readonly Func<int, int, int>? _single;
    private readonly int _threads;
    private readonly int _parts;
    private readonly nint _inner;

    public ByteBinary(Binary op, BroadcastShape shape, KernelSignature signature)
    {
        QuantizationInfo a = signature.Input(0).Quantization!, b = signature.Input(1).Quantization!, y = signature.Outputs[0].Quantization!;
        (_shape, _kind, _signed) = (shape, op.Kind, signature.InputType(0) == ElementType.Int8);
        (_threads, _parts, _inner) = (signature.Threads, shape.Parts(signature.Threads, sizeof(byte)), shape.Inner);
        _zeroPoints = (a.ZeroPoint, b.ZeroPoint, y.ZeroPoint);
        (_isReal, _scales) = (op.Requantization == Requantization.Float, (a.Scale, b.Scale, y.Scale));
        _range = ActivationRange.Stored(op.Activation, signature.Outputs[0]);
        _twice = op.Kind != BinaryKind.Mul || op.Requantization == Requantization.FixedPointTwice;
        _sum = SumOnce.Of(op, signature.Input(0), signature.Input(1), signature.Outputs[0]);
        _real = FloatBinary.Of(op, signature.Input(0), signature.Input(1), signature.Outputs[0]);
        if (!Avx512F.IsSupported) _single = QuantizedBinary.Prepare(op, signature.Input(0), signature.Input(1), signature.Outputs[0]);
        double twice = 2 * MathF.Max(a.Scale, b.Scale);
        _first = FixedPointMultiplier.Of(a.Scale / twice);
        _second = FixedPointMultiplier.Of(b.Scale / twice);
        _result = op.Kind == BinaryKind.Mul ? FixedPointMultiplier.Of(a.Scale * b.Scale / y.Scale) : FixedPointMultiplier.Of(twice / ((1 << SpareBits) * y.Scale));
    }

    public static Support Supports(Binary op, KernelSignature signature) => Support.All(
        new(op.Kind is BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul || (op is { Requantization: Requantization.Float, Kind: BinaryKind.Minimum or BinaryKind.Maximum }),
            $"{op.Kind} of {signature.InputType(0)} is not vectorised"),
        new(ActivationRange.IsClamp(op.Activation), $"activation {op.Activation} cannot be fused to integers"),
        new(signature.Input(0).Quantization is { IsPerTensor: true } && signature.Input(1).Quantization is { IsPerTensor: true }
            && signature.Outputs[0].Quantization is { IsPerTensor: true }, "operands or output are not quantized per tensor"));

    public void Run(in KernelArgs args)
    {
        if (args.Output(0).Info.ElementCount == 0) return;
        fixed (byte* a = args.Input(0).Bytes.Span)
        fixed (byte* b = args.Input(1).Bytes.Span)
        fixed (byte* y = args.Output(0).Bytes.Span)
            Division.Run(this, _threads, _parts, a, b, y);
    }

    /// <inheritdoc/>
    public void Part(byte* a, byte* b, byte* y, int part, int parts)
    {
        (int first, int count) = _shape.Part(part, parts);
        byte* to = y + (first * _inner);
        Axis(0, count, a + ((nint)first * _shape.StridesA[0]), b + ((nint)first * _shape.StridesB[0]), ref to);
    }

    private void Axis(int axis, int size, byte* a, byte* b, ref byte* y)
    {
        int strideA = _shape.StridesA[axis], strideB = _shape.StridesB[axis];
        if (axis < _shape.Sizes.Length - 1)
        {
            for (int i = 0; i < size; i++) Axis(axis + 1, _shape.Sizes[axis + 1], a + ((nint)i * strideA), b + ((nint)i * strideB), ref y);
            return;
        }

        if (_single is not null)
        {
            OneByOne(_single, a, strideA, b, strideB, y, size);
        }
        else
        {
            int whole = size & -Lanes;
            if (whole > 0) Vectors(a, strideA, b, strideB, y, whole);
            if (whole < size) Rest(a + ((nint)whole * strideA), strideA, b + ((nint)whole * strideB), strideB, y + whole, size - whole);
        }

        y += size;
    }

    /// <summary>Fewer elements than a vector has, by way of memory that whole vectors may be read from.</summary>
    private void Rest(byte* a, int strideA, byte* b, int strideB, byte* y, int count)
    {
        byte* rest = stackalloc byte[3 * Lanes];
        for (int i = 0; i < count; i++) (rest[i], rest[Lanes + i]) = (a[(nint)i * strideA], b[(nint)i * strideB]);
        Vectors(rest, strideA, rest + Lanes, strideB, rest + (2 * Lanes), Lanes);
        for (int i = 0; i < count; i++) y[i] = rest[(2 * Lanes) + i];
    }

    /// <param name="a">First operand.</param>
    /// <param name="strideA">1, or 0 for one element for all.</param>
    /// <param name="b">Second operand.</param>
    /// <param name="strideB">1, or 0 for one element for all.</param>
    /// <param name="y">Receives results.</param>
    /// <param name="count">Elements, a multiple of <see cref="Lanes"/>.</param>
    private void Vectors(byte* a, int strideA, byte* b, int strideB, byte* y, int count)
    {
        if (_real is not null) Real(_real, a, strideA, b, strideB, y, count);
        else if (_isReal) Real(a, strideA, b, strideB, y, count);
        else if (_kind == BinaryKind.Mul) Multiply(a, strideA, b, strideB, y, count);
        else if (_sum is not null) Sum(_sum, a, strideA, b, strideB, y, count);
        else Sum(a, strideA, b, strideB, y, count);
    }

    private void OneByOne(Func<int, int, int> function, byte* a, int strideA, byte* b, int strideB, byte* y, int count)
    {
        for (int i = 0; i < count; i++, a += strideA, b += strideB)
            y[i] = unchecked((byte)function(_signed ? (sbyte)*a : *a, _signed ? (sbyte)*b : *b));
    }

    private void Real(byte* a, int strideA, byte* b, int strideB, byte* y, int count)
    {
        switch (_kind)
        {
            case BinaryKind.Add: Real<BinaryVectors.Add>(a, strideA, b, strideB, y, count); break;
            case BinaryKind.Sub: Real<BinaryVectors.Sub>(a, strideA, b, strideB, y, count); break;
            case BinaryKind.Mul: Real<BinaryVectors.Mul>(a, strideA, b, strideB, y, count); break;
            case BinaryKind.Minimum: Real<BinaryVectors.Minimum>(a, strideA, b, strideB, y, count); break;
            default: Real<BinaryVectors.Maximum>(a, strideA, b, strideB, y, count); break;
        }
    }

    /// <summary>With the numbers that the integers stand for; rounded half to even.</summary>
    private void Real<TFunction>(byte* a, int strideA, byte* b, int strideB, byte* y, int count) where TFunction : struct, IBinaryFunction
    {
        Vector512<int> zeroA = Vector512.Create(_zeroPoints.A), zeroB = Vector512.Create(_zeroPoints.B);
        Vector512<float> scaleA = Vector512.Create(_scales.A), scaleB = Vector512.Create(_scales.B), scaleY = Vector512.Create(_scales.Y);
        Vector512<float> low = Vector512.Create((float)(_range.Min - _zeroPoints.Y)), high = Vector512.Create((float)(_range.Max - _zeroPoints.Y));
        var limits = new Limits(_zeroPoints.Y, _range);
        bool signed = _signed;
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512<float> left = Vector512.ConvertToSingle(Load(a, strideA, i, signed) - zeroA) * scaleA;
            Vector512<float> right = Vector512.ConvertToSingle(Load(b, strideB, i, signed) - zeroB) * scaleB;
            Vector512<float> steps = Vector512.Round(default(TFunction).Apply<Vector512<float>, FloatLanes512>(left, right) / scaleY);
            Store(Instructions.ToIntegers(Instructions.Min(Instructions.Max(steps, low), high)), y + i, limits);
        }
    }

    private void Sum(byte* a, int strideA, byte* b, int strideB, byte* y, int count)
    {
        Vector512<int> zeroA = Vector512.Create(_zeroPoints.A), zeroB = Vector512.Create(_zeroPoints.B), sign = Vector512.Create(_kind == BinaryKind.Sub ? -1 : 0);
        var limits = new Limits(_zeroPoints.Y, _range);
        bool signed = _signed;
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512<int> left = FixedVectors.Twice((Load(a, strideA, i, signed) - zeroA) << SpareBits, _first);
            Vector512<int> right = FixedVectors.Twice((Load(b, strideB, i, signed) - zeroB) << SpareBits, _second);
            Store(FixedVectors.Twice(left + ((right ^ sign) - sign), _result), y + i, limits);
        }
    }

    private void Sum(SumOnce sum, byte* a, int strideA, byte* b, int strideB, byte* y, int count)
    {
        Vector512<int> first = Vector512.Create(sum.First), second = Vector512.Create(sum.Second), bias = Vector512.Create(sum.Bias);
        var limits = new Limits(_zeroPoints.Y, _range);
        bool signed = _signed;
        for (int i = 0; i < count; i += Lanes)
            Store((bias + (Load(a, strideA, i, signed) * first) + (Load(b, strideB, i, signed) * second)) >> sum.Shift, y + i, limits);
    }

    private void Multiply(byte* a, int strideA, byte* b, int strideB, byte* y, int count)
    {
        Vector512<int> zeroA = Vector512.Create(_zeroPoints.A), zeroB = Vector512.Create(_zeroPoints.B);
        var limits = new Limits(_zeroPoints.Y, _range);
        bool signed = _signed;
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512<int> product = (Load(a, strideA, i, signed) - zeroA) * (Load(b, strideB, i, signed) - zeroB);
            Store(_twice ? FixedVectors.Twice(product, _result) : FixedVectors.Once(product, _result), y + i, limits);
        }
    }

    private void Real(FloatBinary real, byte* a, int strideA, byte* b, int strideB, byte* y, int count)
    {
        Vector512<float> first = Vector512.Create(real.First), second = Vector512.Create(real.Second), rest = Vector512.Create(real.Fixed);
        Vector512<int> zeroA = Vector512.Create(real.ZeroA), zeroB = Vector512.Create(real.ZeroB), zero = Vector512.Create(_zeroPoints.Y);
        var limits = new Limits(_zeroPoints.Y, _range);
        bool signed = _signed;
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512<int> p = Load(a, strideA, i, signed), q = Load(b, strideB, i, signed);
            // The product is rounded before the zero point is added, the sum's are not.
            Vector512<float> sum = real.IsProduct
                ? (Vector512.ConvertToSingle((p - zeroA) * (q - zeroB)) * first) + rest
                : Avx512F.FusedMultiplyAdd(Vector512.ConvertToSingle(p), first, Avx512F.FusedMultiplyAdd(Vector512.ConvertToSingle(q), second, rest));
            sum = Vector512.Min(Vector512.Max(sum, Vector512.Create(FloatBinary.Lowest)), Vector512.Create(FloatBinary.Highest));
            Store(Avx512F.ConvertToVector512Int32(sum) - zero, y + i, limits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Load(byte* from, int stride, int index, bool signed)
    {
        if (stride == 0) return Vector512.Create(signed ? (int)(sbyte)*from : *from);
        return signed ? Avx512F.ConvertToVector512Int32(Vector128.Load((sbyte*)from + index)) : Avx512F.ConvertToVector512Int32(Vector128.Load(from + index));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<int> scaled, byte* to, Limits limits) =>
        Avx512F.ConvertToVector128Byte((Vector512.Min(Vector512.Max(scaled, limits.Low), limits.High) + limits.Zero).AsUInt32()).Store(to);

    /// <summary>Zero point of results, and their bounds before it is added.</summary>
    private readonly struct Limits(int zeroPoint, (int Min, int Max) range)
    {
        public readonly Vector512<int> Low = Vector512.Create(range.Min - zeroPoint);
        public readonly Vector512<int> High = Vector512.Create(range.Max - zeroPoint);
        public readonly Vector512<int> Zero = Vector512.Create(zeroPoint);
    }
}
