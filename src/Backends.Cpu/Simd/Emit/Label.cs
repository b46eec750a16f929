namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>A place in code that jumps go to, before or after it.</summary>
internal sealed class Label
{
    /// <summary>Where it is; -1 while unknown.</summary>
    public int Position { get; set; } = -1;

    /// <summary>Ends of the 32-bit distances that still have to be filled in.</summary>
    public List<int> Waiting { get; } = [];
}
