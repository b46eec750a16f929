namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>General-purpose registers of 64 bits, by their numbers in instructions.</summary>
internal enum Gpr
{
    Rax, Rcx, Rdx, Rbx, Rsp, Rbp, Rsi, Rdi, R8, R9, R10, R11, R12, R13, R14, R15,
}
