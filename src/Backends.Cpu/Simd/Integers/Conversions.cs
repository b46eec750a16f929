using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Between stored bytes, floats and accumulators.</summary>
internal static unsafe class Conversions
{
    /// <summary>to = stored - zeroPoint.</summary>
    public static void ToFloats(byte* from, bool signed, int zeroPoint, float* to, nint count)
    {
        nint i = 0;
        if (Avx512F.IsSupported)
            for (; i <= count - 16; i += 16)
            {
                Vector512<int> wide = signed
                    ? Avx512F.ConvertToVector512Int32(Vector128.Load((sbyte*)from + i))
                    : Avx512F.ConvertToVector512Int32(Vector128.Load(from + i));
                Vector512.ConvertToSingle(wide - Vector512.Create(zeroPoint)).Store(to + i);
            }
        else
            for (; i <= count - 16; i += 16)
            {
                Vector128<int> zero = Vector128.Create(zeroPoint);
                (Vector128<short> low, Vector128<short> high) = signed
                    ? Vector128.Widen(Vector128.Load((sbyte*)from + i))
                    : (Vector128.WidenLower(Vector128.Load(from + i)).AsInt16(), Vector128.WidenUpper(Vector128.Load(from + i)).AsInt16());
                Vector128.ConvertToSingle(Vector128.WidenLower(low) - zero).Store(to + i);
                Vector128.ConvertToSingle(Vector128.WidenUpper(low) - zero).Store(to + i + 4);
                Vector128.ConvertToSingle(Vector128.WidenLower(high) - zero).Store(to + i + 8);
                Vector128.ConvertToSingle(Vector128.WidenUpper(high) - zero).Store(to + i + 12);
            }

        for (; i < count; i++) to[i] = (signed ? (sbyte)from[i] : from[i]) - zeroPoint;
    }

    /// <summary>Stores whole numbers that fit a byte, signed or not.</summary>
    public static void ToBytes(float* from, byte* to, nint count)
    {
        nint i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector128<short> low = Vector128.Narrow(Instructions.ToIntegers(Vector128.Load(from + i)), Instructions.ToIntegers(Vector128.Load(from + i + 4)));
            Vector128<short> high = Vector128.Narrow(Instructions.ToIntegers(Vector128.Load(from + i + 8)), Instructions.ToIntegers(Vector128.Load(from + i + 12)));
            Vector128.Narrow(low, high).AsByte().Store(to + i);
        }

        for (; i < count; i++) to[i] = unchecked((byte)(int)from[i]);
    }

    /// <summary>Turns rows of whole numbers into integers in place, and adds a bias per column.</summary>
    /// <param name="sums">Floats that become integers.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="bias">One integer per column.</param>
    public static void ToSums(float* sums, int rows, int columns, int* bias)
    {
        for (; rows > 0; rows--, sums += columns)
        {
            int c = 0;
            if (Vector512.IsHardwareAccelerated)
                for (; c <= columns - 16; c += 16) (Instructions.ToIntegers(Vector512.Load(sums + c)) + Vector512.Load(bias + c)).Store((int*)sums + c);
            for (; c <= columns - 4; c += 4) (Instructions.ToIntegers(Vector128.Load(sums + c)) + Vector128.Load(bias + c)).Store((int*)sums + c);
            for (; c < columns; c++) ((int*)sums)[c] = (int)sums[c] + bias[c];
        }
    }
}
