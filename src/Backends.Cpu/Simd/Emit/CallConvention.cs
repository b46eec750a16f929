namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>How the platform's compilers call a function of one pointer.</summary>
/// <param name="Argument">Register that holds the pointer.</param>
/// <param name="Saved">Registers that a function must leave as they were, apart from the stack pointer.</param>
/// <param name="FirstSavedVector">First vector register whose lower 128 bits must be left as they were, up to 15; 16 for none.</param>
internal sealed record CallConvention(Gpr Argument, ValueList<Gpr> Saved, int FirstSavedVector)
{
    /// <summary>Linux, macOS and other Unixes.</summary>
    public static CallConvention SystemV { get; } = new(Gpr.Rdi, [Gpr.Rbx, Gpr.Rbp, Gpr.R12, Gpr.R13, Gpr.R14, Gpr.R15], 16);

    /// <summary>Windows.</summary>
    public static CallConvention Windows { get; } =
        new(Gpr.Rcx, [Gpr.Rbx, Gpr.Rbp, Gpr.Rsi, Gpr.Rdi, Gpr.R12, Gpr.R13, Gpr.R14, Gpr.R15], 6);

    /// <summary>That of this process.</summary>
    public static CallConvention Current => OperatingSystem.IsWindows() ? Windows : SystemV;
}
