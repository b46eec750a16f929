using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Emit;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>How 8-bit integers are multiplied: by which tiles, and in which form these read them.</summary>
internal sealed class IntegerTiles
{
    private readonly TileSet? _emitted;

    private IntegerTiles(bool usesBytes, TileSet? emitted) => (UsesBytes, _emitted) = (usesBytes, emitted);

    /// <summary>Without emitted code.</summary>
    public static IntegerTiles Intrinsics { get; } = new(ByteLanes256.IsSupported, null);

    /// <summary>Whether activations and weights are bytes, or 16-bit integers.</summary>
    public bool UsesBytes { get; }

    /// <summary>Elements in a unit.</summary>
    public int UnitElements => UsesBytes ? 4 : 2;

    /// <summary>Bytes of an element.</summary>
    public int ElementBytes => UsesBytes ? 1 : sizeof(short);

    /// <summary>The best that this process can do.</summary>
    /// <param name="mayEmit">Whether code may be written at run time.</param>
    public static IntegerTiles Best(bool mayEmit) => mayEmit && EmittedTiles.Bytes is { } emitted ? new(true, emitted) : Intrinsics;

    /// <summary>Kernels that also bring sums to 8 bits; null where there are none.</summary>
    /// <param name="signed">Whether activations are signed.</param>
    public StripSet? Strips(bool signed) => _emitted is null ? null : signed ? EmittedTiles.SignedStrips : EmittedTiles.Strips;

    /// <summary>Tiles for products of as many units.</summary>
    public TileSet For(int units) => _emitted ?? TileSet.ForIntegers(units);
}
