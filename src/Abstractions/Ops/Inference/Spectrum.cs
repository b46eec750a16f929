namespace NnBridge.Ops.Inference;

/// <summary>Checks of Fourier transforms of real numbers.</summary>
internal static class Spectrum
{
    private const int MaxLength = 1 << 24;

    /// <exception cref="InvalidNetworkException">A type that is not transformed, or a length that is not even or too large.</exception>
    public static void CheckLength(InferenceContext context, int length)
    {
        context.RequireType(0, ElementType.Int16, ElementType.Int32, ElementType.Float32);
        InferenceContext.Require(length is > 0 and <= MaxLength && length % 2 == 0, $"length is {length}, expected an even number up to {MaxLength}");
    }
}
