namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Columns of a product that one tile computes.</summary>
/// <param name="First">First column, within its group.</param>
/// <param name="Count">Columns that exist.</param>
/// <param name="Vectors">Vectors that hold them; the last one may be padded.</param>
internal readonly record struct DensePanel(int First, int Count, int Vectors);
