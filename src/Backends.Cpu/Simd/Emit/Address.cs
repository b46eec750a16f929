namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>A place in memory: base + index * scale + displacement.</summary>
/// <param name="Base">A register.</param>
/// <param name="Displacement">Bytes.</param>
/// <param name="Index">Another register, not <see cref="Gpr.Rsp"/>; null for none.</param>
/// <param name="Scale">1, 2, 4 or 8.</param>
internal readonly record struct Address(Gpr Base, int Displacement = 0, Gpr? Index = null, int Scale = 1);
