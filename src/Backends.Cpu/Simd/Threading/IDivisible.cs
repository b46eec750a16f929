namespace NnBridge.Backends.Cpu.Simd.Threading;

/// <summary>A kernel whose work falls into parts that write results of their own.</summary>
internal unsafe interface IDivisible
{
    /// <summary>Does one part of the work.</summary>
    /// <param name="a">First operand.</param>
    /// <param name="b">Second operand; null when there is none.</param>
    /// <param name="y">Result.</param>
    /// <param name="part">Which part.</param>
    /// <param name="parts">Number of parts.</param>
    void Part(byte* a, byte* b, byte* y, int part, int parts);
}
