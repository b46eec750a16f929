using System.Numerics;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The functions of two numbers.</summary>
internal static class BinaryFunctions
{
    public static T OfFloats<T>(BinaryKind kind, T a, T b) where T : IFloatingPointIeee754<T> => kind switch
    {
        BinaryKind.Add => a + b,
        BinaryKind.Sub => a - b,
        BinaryKind.Mul => a * b,
        BinaryKind.Div => a / b,
        BinaryKind.FloorDiv => T.Floor(a / b),
        BinaryKind.FloorMod => FloorMod(a, b),
        BinaryKind.Mod => a % b,
        BinaryKind.Pow => T.Pow(a, b),
        BinaryKind.Minimum => T.Min(a, b),
        BinaryKind.Maximum => T.Max(a, b),
        BinaryKind.SquaredDifference => (a - b) * (a - b),
        BinaryKind.Atan2 => T.Atan2(a, b),
    };

    public static T OfIntegers<T>(BinaryKind kind, T a, T b) where T : IBinaryInteger<T>, IMinMaxValue<T> => unchecked(kind switch
    {
        BinaryKind.Add => a + b,
        BinaryKind.Sub => a - b,
        BinaryKind.Mul => a * b,
        BinaryKind.Div => Divide(a, b),
        BinaryKind.FloorDiv => FloorDivide(a, b),
        BinaryKind.FloorMod => a - (FloorDivide(a, b) * b),
        BinaryKind.Mod => a - (Divide(a, b) * b),
        BinaryKind.Pow => Power(a, b),
        BinaryKind.Minimum => T.Min(a, b),
        BinaryKind.Maximum => T.Max(a, b),
        BinaryKind.SquaredDifference => (a - b) * (a - b),
        BinaryKind.Atan2 => throw new InvalidOperationException("Atan2 does not take integers"),
    });

    private static T FloorMod<T>(T a, T b) where T : IFloatingPointIeee754<T>
    {
        T remainder = a % b;
        return remainder != T.Zero && T.IsNegative(remainder) != T.IsNegative(b) ? remainder + b : remainder;
    }

    /// <summary>The quotient; 0 for a division by 0, and no overflow for the lowest number by -1.</summary>
    private static T Divide<T>(T a, T b) where T : IBinaryInteger<T>, IMinMaxValue<T> =>
        T.IsZero(b) ? T.Zero : b == T.Zero - T.One && T.IsNegative(b) ? unchecked(T.Zero - a) : a / b;

    private static T FloorDivide<T>(T a, T b) where T : IBinaryInteger<T>, IMinMaxValue<T>
    {
        T quotient = Divide(a, b);
        bool exact = T.IsZero(b) || T.IsZero(unchecked(a - (quotient * b)));
        return !exact && T.IsNegative(a) != T.IsNegative(b) ? quotient - T.One : quotient;
    }

    private static T Power<T>(T a, T exponent) where T : IBinaryInteger<T>
    {
        if (T.IsNegative(exponent)) return a == T.One ? T.One : T.IsZero(T.Abs(a) - T.One) ? (T.IsOddInteger(exponent) ? a : T.One) : T.Zero;
        T result = T.One;
        for (T e = exponent; !T.IsZero(e); e >>= 1, a = unchecked(a * a))
            if (T.IsOddInteger(e)) result = unchecked(result * a);
        return result;
    }
}
