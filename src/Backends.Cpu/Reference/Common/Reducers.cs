using System.Numerics;

namespace NnBridge.Backends.Cpu.Reference.Common;

/// <summary>The functions of <see cref="NnBridge.Ops.ReduceKind"/>; integers wrap around.</summary>
internal static class Reducers
{
    public readonly struct Sum<T> : IReducer<T, T> where T : INumber<T>
    {
        public static T Start => T.Zero;

        public static T Next(T sum, T x) => sum + x;

        public static T Finish(T sum, int count) => sum;
    }

    public readonly struct Mean<T> : IReducer<T, T> where T : IFloatingPointIeee754<T>
    {
        public static T Start => T.Zero;

        public static T Next(T sum, T x) => sum + x;

        public static T Finish(T sum, int count) => sum / T.CreateChecked(count);
    }

    public readonly struct IntegerMean<T> : IReducer<T, Int128> where T : IBinaryInteger<T>
    {
        public static Int128 Start => 0;

        public static Int128 Next(Int128 sum, T x) => sum + Int128.CreateChecked(x);

        public static T Finish(Int128 sum, int count) => count == 0 ? T.Zero : T.CreateChecked(sum / count);
    }

    public readonly struct Max<T> : IReducer<T, T> where T : INumber<T>
    {
        public static T Start => T.CreateSaturating(double.NegativeInfinity);

        public static T Next(T sum, T x) => x > sum ? x : sum;

        public static T Finish(T sum, int count) => sum;
    }

    public readonly struct Min<T> : IReducer<T, T> where T : INumber<T>
    {
        public static T Start => T.CreateSaturating(double.PositiveInfinity);

        public static T Next(T sum, T x) => x < sum ? x : sum;

        public static T Finish(T sum, int count) => sum;
    }

    public readonly struct Prod<T> : IReducer<T, T> where T : INumber<T>
    {
        public static T Start => T.One;

        public static T Next(T sum, T x) => sum * x;

        public static T Finish(T sum, int count) => sum;
    }

    /// <summary>On bytes that are 0 or 1.</summary>
    public readonly struct Any : IReducer<byte, byte>
    {
        public static byte Start => 0;

        public static byte Next(byte sum, byte x) => (byte)(sum | x);

        public static byte Finish(byte sum, int count) => sum;
    }

    /// <summary>On bytes that are 0 or 1.</summary>
    public readonly struct All : IReducer<byte, byte>
    {
        public static byte Start => 1;

        public static byte Next(byte sum, byte x) => (byte)(sum & x);

        public static byte Finish(byte sum, int count) => sum;
    }

    public readonly struct L1<T> : IReducer<T, T> where T : INumber<T>
    {
        public static T Start => T.Zero;

        public static T Next(T sum, T x) => T.IsNegative(x) ? sum - x : sum + x;

        public static T Finish(T sum, int count) => sum;
    }

    public readonly struct SumSquare<T> : IReducer<T, T> where T : INumber<T>
    {
        public static T Start => T.Zero;

        public static T Next(T sum, T x) => sum + (x * x);

        public static T Finish(T sum, int count) => sum;
    }

    public readonly struct L2<T, TSum> : IReducer<T, TSum> where T : INumber<T> where TSum : IFloatingPointIeee754<TSum>
    {
        public static TSum Start => TSum.Zero;

        public static TSum Next(TSum sum, T x) => sum + (TSum.CreateChecked(x) * TSum.CreateChecked(x));

        public static T Finish(TSum sum, int count) => T.CreateSaturating(TSum.Sqrt(sum));
    }

    public readonly struct LogSum<T, TSum> : IReducer<T, TSum> where T : INumber<T> where TSum : IFloatingPointIeee754<TSum>
    {
        public static TSum Start => TSum.Zero;

        public static TSum Next(TSum sum, T x) => sum + TSum.CreateChecked(x);

        public static T Finish(TSum sum, int count) => T.CreateSaturating(TSum.Log(sum));
    }

    /// <summary>Remembers the maximum and the sum of exponentials relative to it.</summary>
    public readonly struct LogSumExp<T, TSum> : IReducer<T, (TSum Max, TSum Sum)> where T : INumber<T> where TSum : IFloatingPointIeee754<TSum>
    {
        public static (TSum Max, TSum Sum) Start => (TSum.NegativeInfinity, TSum.Zero);

        public static (TSum Max, TSum Sum) Next((TSum Max, TSum Sum) sum, T x)
        {
            TSum wide = TSum.CreateChecked(x);
            if (TSum.IsNegativeInfinity(wide)) return sum;
            if (wide > sum.Max) return (wide, (sum.Sum * TSum.Exp(sum.Max - wide)) + TSum.One);
            return (sum.Max, sum.Sum + (wide == sum.Max ? TSum.One : TSum.Exp(wide - sum.Max)));
        }

        public static T Finish((TSum Max, TSum Sum) sum, int count) =>
            T.CreateSaturating(TSum.IsZero(sum.Sum) ? TSum.NegativeInfinity : sum.Max + TSum.Log(sum.Sum));
    }
}
