using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Stores numbers as bytes: <c>clamp(round(x * factor) + zeroPoint)</c>, half to even.</summary>
/// <param name="Factor">Scale of x over that of the result.</param>
/// <param name="ZeroPoint">Zero point of the result.</param>
/// <param name="Min">Smallest result.</param>
/// <param name="Max">Largest result.</param>
internal readonly unsafe record struct ByteRescale(float Factor, int ZeroPoint, int Min, int Max)
{
    /// <summary>Stores finite numbers.</summary>
    public void Store(float* from, byte* to, nint count)
    {
        nint i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector128<short> low = Vector128.Narrow(Round(from + i), Round(from + i + 4)), high = Vector128.Narrow(Round(from + i + 8), Round(from + i + 12));
            Vector128.Narrow(low, high).AsByte().Store(to + i);
        }

        for (; i < count; i++) to[i] = unchecked((byte)(int)Math.Clamp(MathF.Round(from[i] * Factor, MidpointRounding.ToEven) + ZeroPoint, Min, Max));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<int> Round(float* from)
    {
        Vector128<float> rounded = Vector128.Round(Vector128.Load(from) * Vector128.Create(Factor)) + Vector128.Create((float)ZeroPoint);
        return Instructions.ToIntegers(Vector128.Min(Vector128.Max(rounded, Vector128.Create((float)Min)), Vector128.Create((float)Max)));
    }
}
