using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Emit;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>How 8-bit integers are multiplied: by which tiles, and in which form these read them.</summary>
internal sealed class IntegerTiles
{
    private readonly bool _mayEmit;

    private IntegerTiles(bool mayEmit) => _mayEmit = mayEmit;

    /// <summary>Without emitted code.</summary>
    public static IntegerTiles Intrinsics { get; } = new(mayEmit: false);

    private static IntegerTiles Emitted { get; } = new(mayEmit: true);

    /// <summary>Whether activations and weights are bytes, or 16-bit integers.</summary>
    public bool UsesBytes => ByteLanes256.IsSupported || Tiles is not null;

    /// <summary>Elements in a unit.</summary>
    public int UnitElements => UsesBytes ? 4 : 2;

    /// <summary>Bytes of an element.</summary>
    public int ElementBytes => UsesBytes ? 1 : sizeof(short);

    /// <summary>Emitted tiles; written when a network first needs them.</summary>
    private TileSet? Tiles => _mayEmit ? EmittedTiles.Bytes : null;

    /// <summary>The best that this process can do.</summary>
    /// <param name="mayEmit">Whether code may be written at run time.</param>
    public static IntegerTiles Best(bool mayEmit) => mayEmit ? Emitted : Intrinsics;

    /// <summary>Kernels that also bring sums to 8 bits; null where there are none.</summary>
    /// <param name="signed">Whether activations are signed.</param>
    public StripSet? Strips(bool signed) => Tiles is null ? null : signed ? EmittedTiles.SignedStrips : EmittedTiles.Strips;

    /// <summary>Tiles for products of as many units.</summary>
    public TileSet For(int units) => Tiles ?? TileSet.ForIntegers(units);
}
