using NnBridge.Backends.Cpu.Simd.Amx;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Integers;

namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>What the kernels of a program may do; one for all of them.</summary>
internal sealed record Allowance
{
    /// <summary>One thread, exact products, and no code written at run time.</summary>
    public static Allowance None { get; } = new();

    /// <summary>Threads that one run may use.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Whether floats are to be added exactly like in the reference. Where activations are quantized on the way, a difference in the last bit
    /// may become a whole step.
    /// </summary>
    public bool RoundsProducts { get; init; }

    /// <summary>How exactly float products must be computed.</summary>
    public Precision Precision { get; init; } = Precision.Strict;

    /// <summary>Tiles of floats whose code is written at run time; null where that is not allowed.</summary>
    public Lazy<TileSet?>? EmittedFloats { get; init; }

    /// <summary>Tiles of floats of 24 bits, where those suffice; null where they do not, or code must not be written.</summary>
    public Lazy<TileSet?>? Floats24 { get; init; }

    /// <summary>Tiles of pairs of floats of 16 bits, where those suffice; null where they do not, or the processor has none.</summary>
    public TileSet? Pairs { get; init; }

    /// <summary>The processor's matrix unit; null where code must not be written.</summary>
    public AmxUnit? Amx { get; init; }

    /// <summary>How 8-bit integers are multiplied.</summary>
    public IntegerTiles Integers { get; init; } = IntegerTiles.Intrinsics;
}
