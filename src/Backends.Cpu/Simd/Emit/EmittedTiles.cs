using NnBridge.Backends.Cpu.Native;
using NnBridge.Backends.Cpu.Simd.Dense;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Tiles of unsigned by signed bytes whose code is written when they are first asked for.</summary>
/// <remarks>
/// The runtime has no intrinsics for AVX-512 VNNI, which multiplies four times as many bytes per instruction as it has for 16-bit integers. A
/// kernel is used only after it has computed what plain code computes: a processor that says it has instructions which it has not, or
/// an emulator with a mistake, costs speed and not correctness.
/// </remarks>
internal static class EmittedTiles
{
    private const int Lanes = 16;

    private static readonly Lazy<TileSet?> s_bytes = new(CreateTiles);
    private static readonly Lazy<TileSet?> s_floats = new(() => ProcessorFeatures.HasVectors ? CreateFloats(TileUnit.Float) : null);
    private static readonly Lazy<TileSet?> s_pairs = new(() => ProcessorFeatures.HasDotPairs ? CreateFloats(TileUnit.Pair) : null);
    private static readonly Lazy<TileSet?> s_floats24 = new(() => ProcessorFeatures.HasPermutedBytes ? CreateFloats(TileUnit.Float24) : null);
    private static readonly Lazy<StripSet?> s_strips = new(() => CreateStrips(signed: false));
    private static readonly Lazy<StripSet?> s_signedStrips = new(() => CreateStrips(signed: true));

    /// <summary>The tiles; null where the processor lacks the instructions, where code may not be written, or where it computes something else.</summary>
    public static TileSet? Bytes => s_bytes.Value;

    /// <summary>Tiles of floats, made when they are first asked for; null as above.</summary>
    public static Lazy<TileSet?> Floats => s_floats;

    /// <summary>Tiles of few rows whose weights are floats of 24 bits, made when they are first asked for; null as above.</summary>
    public static Lazy<TileSet?> Floats24 => s_floats24;

    /// <summary>Tiles of pairs of floats of 16 bits, whose products are added as floats of 32; null as above.</summary>
    public static TileSet? Pairs => s_pairs.Value;

    /// <summary>Kernels that bring sums to 8 bits, of unsigned activations; null as above.</summary>
    public static StripSet? Strips => s_strips.Value;

    /// <summary>The same of signed activations.</summary>
    public static StripSet? SignedStrips => s_signedStrips.Value;

    private static TileSet? CreateFloats(TileUnit unit) => CheckedCode.Create((code, convention) => EmitFloats(code, convention, unit),
        (memory, places) => FloatsOf(memory, places, unit), FloatTileCheck.Passes);

    /// <summary>Tiles of floats of written code.</summary>
    public static TileSet FloatsOf(ExecutableMemory memory, ReadOnlySpan<int> places, TileUnit unit) =>
        TileSet.OfCode(Lanes, TileJob.MaxColumns, memory, places, tall: true, unit);

    private static TileSet? CreateTiles() => ProcessorFeatures.HasDotBytes
        ? CheckedCode.Create(EmitTiles, (memory, places) => TileSet.OfCode(Lanes, TileJob.CommonColumns, memory, places), TileCheck.Passes) : null;

    private static StripSet? CreateStrips(bool signed) => ProcessorFeatures.HasDotBytes
        ? CheckedCode.Create((code, convention) => EmitStrips(code, convention, signed), (memory, places) => new StripSet(memory, places), strips => StripCheck.Passes(strips, signed)) : null;

    /// <summary>Writes all tiles and says where each begins: <c>[rows][columns]</c>.</summary>
    public static int[] EmitTiles(Assembler code, CallConvention convention) =>
        EmitAll(code, TileJob.CommonColumns, (rows, columns) => DotTileEmitter.Emit(code, convention, rows, columns));

    /// <summary>Writes all tiles of floats and says where each begins: <c>[rows][columns]</c>.</summary>
    public static int[] EmitFloats(Assembler code, CallConvention convention, TileUnit unit) =>
        EmitAll(code, TileJob.MaxColumns, (rows, columns) => FloatTileEmitter.Emit(code, convention, rows, columns, unit), unit == TileUnit.Float24 ? _ => TileJob.WideRows : TileSet.TallRows);

    /// <summary>Writes all kernels for strips and says where each begins: <c>[rows][columns]</c>.</summary>
    public static int[] EmitStrips(Assembler code, CallConvention convention, bool signed) =>
        EmitAll(code, TileJob.CommonColumns, (rows, columns) => StripEmitter.Emit(code, convention, rows, columns, signed));

    private static int[] EmitAll(Assembler code, int widest, Action<int, int> emit, Func<int, int>? rowsOf = null)
    {
        const int CacheLine = 64;
        int[] places = new int[TileJob.MaxRows * TileJob.MaxColumns];
        for (int columns = 1; columns <= widest; columns++)
            for (int rows = 1; rows <= (rowsOf?.Invoke(columns) ?? TileJob.CommonRows); rows++)
            {
                code.Align(CacheLine);
                places[((rows - 1) * TileJob.MaxColumns) + columns - 1] = code.Position;
                emit(rows, columns);
            }

        return places;
    }
}
