namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Where strips store their results, and by which factors.</summary>
/// <param name="Output">Receives bytes.</param>
/// <param name="RowStride">Bytes between rows of results.</param>
/// <param name="Factors">Factors of all groups' columns, each group as <see cref="DenseWeights.PaddedColumns"/>.</param>
/// <param name="Finish">What happens to all columns alike.</param>
internal readonly record struct StripSink(nint Output, nint RowStride, nint Factors, nint Finish);
