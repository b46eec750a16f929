namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>Distances, in elements, between neighbours along each axis of a row-major tensor.</summary>
internal static class Strides
{
    /// <summary>Sizes of <paramref name="shape"/>, all known, and the strides that go with them.</summary>
    public static void Of(Shape shape, Span<int> sizes, Span<int> strides)
    {
        for (int i = 0; i < sizes.Length; i++) sizes[i] = shape[i];
        Of(sizes, strides);
    }

    public static void Of(ReadOnlySpan<int> sizes, Span<int> strides)
    {
        int stride = 1;
        for (int i = sizes.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= sizes[i];
        }
    }

    public static void Of(Shape shape, Span<int> strides)
    {
        int stride = 1;
        for (int i = strides.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= shape[i];
        }
    }
}
