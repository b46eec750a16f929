namespace NnBridge.Backends.Cpu.Simd.Lanes;

/// <summary>What kernels do with vectors of floats, so that one source serves every vector width.</summary>
/// <remarks>
/// <see cref="Max"/> and <see cref="Min"/> are the processor's: of a NaN and a number some of them yield <c>b</c>, so the operand whose NaN
/// must live on comes second; <see cref="MaxOrNaN"/> takes both orders, as all bits of both are a NaN where either is.
/// </remarks>
/// <typeparam name="TVector">The vector type; a plain type of the runtime, so that values stay in registers.</typeparam>
internal unsafe interface IFloatLanes<TVector> : ITileMath<TVector> where TVector : struct
{
    static abstract TVector Splat(float value);

    /// <summary>The first elements, fewer than all; the others are 0 and not read.</summary>
    static abstract TVector LoadFirst(float* from, nint count);

    /// <summary>Writes the first elements, fewer than all.</summary>
    static abstract void StoreFirst(float* to, nint count, TVector vector);

    /// <summary>Integers as floats.</summary>
    static abstract TVector FromIntegers(int* from);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a * b + c, rounded once where the processor can.</summary>
    /// <remarks>The instruction is asked for by name: code that is compiled ahead multiplies and adds one by one where an estimate is asked for.</remarks>
    static abstract TVector Fma(TVector a, TVector b, TVector c);

    static abstract TVector Max(TVector a, TVector b);

    static abstract TVector Min(TVector a, TVector b);

    /// <summary>The larger one; NaN when either is.</summary>
    static abstract TVector MaxOrNaN(TVector a, TVector b);

    /// <summary>The smaller one; NaN when either is.</summary>
    static abstract TVector MinOrNaN(TVector a, TVector b);

    static abstract TVector Sqrt(TVector x);

    static abstract TVector Floor(TVector x);

    static abstract TVector Ceiling(TVector x);

    /// <summary>Nearest integer, halves to even.</summary>
    static abstract TVector Round(TVector x);

    static abstract TVector And(TVector a, TVector b);

    static abstract TVector Or(TVector a, TVector b);

    static abstract TVector Xor(TVector a, TVector b);

    /// <summary>All bits where a is less.</summary>
    static abstract TVector Less(TVector a, TVector b);

    /// <summary>All bits where both are equal.</summary>
    static abstract TVector Equal(TVector a, TVector b);

    /// <summary>Bits of a where the mask has ones, else of b.</summary>
    static abstract TVector Select(TVector mask, TVector a, TVector b);

    /// <summary>The whole number e with 2^e ≤ x &lt; 2^(e + 1), of normal positive numbers.</summary>
    static abstract TVector Exponent(TVector x);

    /// <summary>x * 2^exponent for whole numbers from -252 to 254; subnormal results and infinity come out.</summary>
    static abstract TVector Scale(TVector x, TVector exponent);

    /// <summary>Whether <see cref="Pick"/> is there.</summary>
    static abstract bool Picks { get; }

    /// <summary>Of 16 floats the one whose number the lowest four bits of each element are.</summary>
    static abstract TVector Pick(ref readonly float table, TVector index);

    static abstract float Sum(TVector x);

    /// <summary>The largest element; NaN when there is one.</summary>
    static abstract float Largest(TVector x);
}
