using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Simd.Movement;

/// <summary>What the kernels that only move elements require.</summary>
internal static class Movable
{
    /// <param name="signature">Operands.</param>
    public static Support Supports(KernelSignature signature) => Support.All(new SupportRule(HasWholeBytes(signature), Expected(signature)));

    /// <param name="signature">Operands.</param>
    /// <param name="constant">The operand that says where elements go.</param>
    public static Support Supports(KernelSignature signature, int constant) => Support.All(
        new(HasWholeBytes(signature), Expected(signature)),
        new(signature.Constants[constant] is not null, $"operand {constant} is not constant"));

    private static bool HasWholeBytes(KernelSignature signature) => signature.InputType(0).BitWidth() is 8 or 16 or 32 or 64;

    private static string Expected(KernelSignature signature) => $"input is {signature.InputType(0)}, expected elements of 1, 2, 4 or 8 bytes";
}
