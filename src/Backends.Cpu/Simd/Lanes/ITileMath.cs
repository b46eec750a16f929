namespace NnBridge.Backends.Cpu.Simd.Lanes;

/// <summary>What the inner loop of a matrix product needs of a vector whose lanes have 32 bits: a float, two 16-bit or four 8-bit integers.</summary>
/// <typeparam name="TVector">The vector type.</typeparam>
internal unsafe interface ITileMath<TVector> where TVector : struct
{
    /// <summary>Lanes of a vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(void* from);

    static abstract void Store(void* to, TVector vector);

    /// <summary>One unit of 32 bits in every lane.</summary>
    static abstract TVector Broadcast(void* from);

    /// <summary>sum + a * b, per lane.</summary>
    static abstract TVector MultiplyAdd(TVector sum, TVector a, TVector b);

    /// <summary>a + b, per lane.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>The sum limited from below and above; a NaN stays.</summary>
    static abstract TVector Clamp(TVector sum, TVector low, TVector high);
}
