using System.Numerics;

namespace NnBridge.Backends.Cpu.Kernels.Dense;

/// <summary>Multiplies and adds, in the order of the elements.</summary>
internal interface IDot<TElement, TSum>
{
    static abstract TSum Add(TSum sum, ReadOnlySpan<TElement> x, ReadOnlySpan<TElement> weights);

    static abstract TSum Add(TSum sum, TElement x, TElement weight);
}

/// <summary>Floats, each sum rounded.</summary>
internal readonly struct FloatDot<T> : IDot<T, T> where T : unmanaged, INumber<T>
{
    public static T Add(T sum, ReadOnlySpan<T> x, ReadOnlySpan<T> weights)
    {
        for (int i = 0; i < x.Length; i++) sum += x[i] * weights[i];
        return sum;
    }

    public static T Add(T sum, T x, T weight) => sum + (x * weight);
}

/// <summary>Integers, exactly.</summary>
internal readonly struct IntegerDot : IDot<int, long>
{
    public static long Add(long sum, ReadOnlySpan<int> x, ReadOnlySpan<int> weights)
    {
        for (int i = 0; i < x.Length; i++) sum += (long)x[i] * weights[i];
        return sum;
    }

    public static long Add(long sum, int x, int weight) => sum + ((long)x * weight);
}
