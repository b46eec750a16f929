namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>A factor of stored 8-bit integers with 8 fractional bits, rounded once, halves upwards, as XNNPACK brings bytes to another scale.</summary>
/// <param name="Factor">The factor times 256.</param>
internal readonly record struct ByteScale(int Factor)
{
    private const int Bits = 8;

    /// <summary>Whether a factor has a use with 8 fractional bits.</summary>
    public static bool Fits(float factor) => MathF.Abs(factor) is >= 1f / 256 and <= 127.99609375f;

    /// <summary>The nearest one.</summary>
    public static ByteScale Of(float factor) => new((int)MathF.Round(factor * (1 << Bits), MidpointRounding.ToEven));

    /// <summary>The product.</summary>
    public int Apply(int x) => ((x * Factor) + (1 << (Bits - 1))) >> Bits;
}
