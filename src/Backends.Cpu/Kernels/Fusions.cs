namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>What a kernel can do so that less of a network goes through memory.</summary>
[Flags]
internal enum Fusions
{
    None = 0,
    /// <summary>Adds another tensor to its result: <see cref="KernelSignature.Addend"/>.</summary>
    Adds = 1,
    /// <summary>Stores its result in the middle of wider rows: <see cref="KernelSignature.OutputStride"/>.</summary>
    WritesParts = 2,
    /// <summary>Its result may lie where an operand with as many bytes lies, if nobody needs that operand any more.</summary>
    Overwrites = 4,
    /// <summary>Its result can be computed band by band, by the kernel that reads it.</summary>
    GivesBands = 8,
    /// <summary>Computes its first operand itself, band by band: <see cref="KernelSignature.Source"/>.</summary>
    TakesBands = 16,
    /// <summary>Joins or cuts, and leaves parts alone that lie in the whole already.</summary>
    SharesParts = 32,
}
