namespace NnBridge.Backends.Cpu.Reference;

/// <summary>A row that recurrent matrices multiply; also as integers when they are hybrid.</summary>
/// <param name="real">The numbers.</param>
/// <param name="quantized">The same as integers without a zero point; empty when no matrix is hybrid.</param>
/// <param name="scale">What an integer stands for.</param>
internal readonly ref struct RecurrentVector(ReadOnlySpan<float> real, ReadOnlySpan<int> quantized, float scale)
{
    public ReadOnlySpan<float> Real { get; } = real;

    public ReadOnlySpan<int> Quantized { get; } = quantized;

    public float Scale { get; } = scale;
}
