using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Lanes;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>A <see cref="Requantizer"/> for many accumulators at once, to the same bits.</summary>
/// <remarks>
/// Sixteen channels are one record of factors, ready to be loaded. Without 512-bit vectors, which alone can shift 64-bit integers
/// arithmetically by different amounts, channels go one by one.
/// </remarks>
internal sealed unsafe class RequantTable
{
    private const int Lanes = 16;
    private readonly Requantizer _requantizer;
    private readonly PackedBuffer _records;
    private readonly Requantization _rule;
    private readonly bool _signed;

    /// <param name="requantizer">The rule.</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="output">8-bit results.</param>
    public RequantTable(Requantizer requantizer, int channels, ElementType output)
    {
        (_requantizer, _signed) = (requantizer, output == ElementType.Int8);
        _rule = requantizer.Rule ?? throw new ArgumentException("64-bit accumulators are not vectorised", nameof(requantizer));
        _records = new PackedBuffer((long)(channels + Lanes - 1) / Lanes * sizeof(Record));
        for (int c = 0; c < channels; c++) ((Record*)_records.Pointer)[c / Lanes].Set(c % Lanes, _rule, requantizer, c);
    }

    /// <summary>Stores results of consecutive channels.</summary>
    /// <param name="sums">Accumulators; of each row, whole vectors of 16 can be read.</param>
    /// <param name="stride">Accumulators between rows.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="channel">First channel.</param>
    /// <param name="count">Channels.</param>
    /// <param name="to">Receives one byte each.</param>
    /// <param name="toStride">Bytes between rows of results.</param>
    public void Store(int* sums, nint stride, int rows, int channel, int count, byte* to, nint toStride)
    {
        if (!Avx512F.IsSupported || channel % Lanes != 0 || _rule == Requantization.FloatWithZeroPoint)
        {
            for (int r = 0; r < rows; r++)
                for (int c = 0; c < count; c++) to[(r * toStride) + c] = (byte)_requantizer.Apply(sums[(r * stride) + c], channel + c);
            return;
        }

        Record* record = (Record*)_records.Pointer + (channel / Lanes);
        switch (_rule)
        {
            case Requantization.FixedPoint: Store<OnceRule>(sums, stride, rows, record, count, to, toStride); break;
            case Requantization.FixedPointTwice: Store<TwiceRule>(sums, stride, rows, record, count, to, toStride); break;
            case Requantization.Float: Store<FloatRule>(sums, stride, rows, record, count, to, toStride); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Store<TRule>(int* sums, nint stride, int rows, Record* record, int count, byte* to, nint toStride) where TRule : IRule
    {
        (int min, int max) = _requantizer.Range;
        Vector512<int> zeroPoint = Vector512.Create(_requantizer.ZeroPoint), low = Vector512.Create(min) - zeroPoint, high = Vector512.Create(max) - zeroPoint;
        Vector512<float> floatLow = Vector512.Create((float)(min - _requantizer.ZeroPoint)), floatHigh = Vector512.Create((float)(max - _requantizer.ZeroPoint));
        for (; count > 0; count -= Lanes, sums += Lanes, to += Lanes, record++)
        {
            // Loaded by hand: the compiler cannot know that storing results does not change the factors.
            Vector512<int> factor = Vector512.Load(record->Factors), right = Vector512.Load(record->Shifts), left = Vector512.Load(record->LeftShifts);
            for (nint r = 0; r < rows; r++)
            {
                Vector512<int> scaled = TRule.Apply(Vector512.Load(sums + (r * stride)), factor, right, left, floatLow, floatHigh);
                // Fixed-point results may be anywhere in 32 bits; added to a zero point they must not wrap.
                scaled = Vector512.Min(Vector512.Max(scaled, low), high) + zeroPoint;
                Vector128<byte> bytes = Avx512F.ConvertToVector128Byte(scaled.AsUInt32());
                byte* place = to + (r * toStride);
                if (count >= Lanes) bytes.Store(place);
                else for (int i = 0; i < count; i++) place[i] = bytes.GetElement(i);
            }
        }
    }

    private interface IRule
    {
        static abstract Vector512<int> Apply(
            Vector512<int> sums, Vector512<int> factor, Vector512<int> right, Vector512<int> left, Vector512<float> low, Vector512<float> high);
    }

    /// <summary>Rounded once.</summary>
    private readonly struct OnceRule : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<int> Apply(
            Vector512<int> sums, Vector512<int> factor, Vector512<int> right, Vector512<int> left, Vector512<float> low, Vector512<float> high) =>
            FixedVectors.Once(sums, factor, right);
    }

    /// <summary>Rounded twice.</summary>
    private readonly struct TwiceRule : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<int> Apply(
            Vector512<int> sums, Vector512<int> factor, Vector512<int> right, Vector512<int> left, Vector512<float> low, Vector512<float> high) =>
            FixedVectors.Twice(sums, factor, left, right);
    }

    /// <summary>Multiplied in float32, rounded half to even.</summary>
    private readonly struct FloatRule : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<int> Apply(
            Vector512<int> sums, Vector512<int> factor, Vector512<int> right, Vector512<int> left, Vector512<float> low, Vector512<float> high)
        {
            Vector512<float> scaled = Vector512.Round(Vector512.ConvertToSingle(sums) * factor.AsSingle());
            return Instructions.ToIntegers(Instructions.Min(Instructions.Max(scaled, low), high));
        }
    }

    /// <summary>Factors and shifts of sixteen channels.</summary>
    private struct Record
    {
        public fixed int Factors[Lanes];
        public fixed int Shifts[Lanes];
        public fixed int LeftShifts[Lanes];

        public void Set(int lane, Requantization rule, Requantizer requantizer, int channel)
        {
            if (rule is Requantization.Float or Requantization.FloatWithZeroPoint)
            {
                Factors[lane] = BitConverter.SingleToInt32Bits(requantizer.FloatFactor(channel));
                return;
            }

            FixedPointMultiplier factor = requantizer.FixedFactor(channel);
            Factors[lane] = factor.Multiplier;
            LeftShifts[lane] = Math.Max(factor.Shift, 0);
            Shifts[lane] = rule == Requantization.FixedPoint ? 31 - factor.Shift : Math.Max(-factor.Shift, 0);
        }
    }
}
