using System.Collections.Concurrent;
using NnBridge.Backends.Cpu.Quantization;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>Functions of all 16-bit numbers: to look one up takes a tenth of computing it. Made when first needed, once for the process.</summary>
internal static class FixedPointTables
{
    private static readonly Lazy<short[]> s_logistic = new(() => Of(FixedPoint16.Logistic));

    /// <summary>A few: cells have 0 to 15 integer bits.</summary>
    private static readonly ConcurrentDictionary<int, short[]> s_tanh = new();

    /// <inheritdoc cref="FixedPoint16.Logistic"/>
    public static short[] Logistic => s_logistic.Value;

    /// <inheritdoc cref="FixedPoint16.Tanh"/>
    public static short[] Tanh(int integerBits) => s_tanh.GetOrAdd(integerBits, static bits => Of(x => FixedPoint16.Tanh(x, bits)));

    private static short[] Of(Func<short, short> function)
    {
        var table = new short[ushort.MaxValue + 1];
        for (int i = 0; i < table.Length; i++) table[i] = function((short)(i + short.MinValue));
        return table;
    }
}
