namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>A vector register of 512 bits.</summary>
/// <param name="Number">0 to 31.</param>
internal readonly record struct Zmm(int Number);
