using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>A convolution whose result nobody stores: the kernel that reads it computes some rows at a time, which stay in the second-level cache.</summary>
/// <param name="Op">The convolution.</param>
/// <param name="Signature">Its operands and its result.</param>
/// <param name="Input">Operand of the reading kernel that is the convolution's input.</param>
internal sealed record BandSource(Convolution Op, KernelSignature Signature, int Input);
