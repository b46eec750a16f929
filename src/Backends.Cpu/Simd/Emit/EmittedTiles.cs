using System.Runtime.Intrinsics.X86;
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
    private const int FeatureLeaf = 7;
    private const int VnniBit = 11;
    private const int PairsBit = 5;

    /// <summary>"Genu", the beginning of the name that Intel's processors give.</summary>
    private const int IntelName = 0x756E6547;

    private static readonly Lazy<TileSet?> s_bytes = new(CreateTiles);
    private static readonly Lazy<TileSet?> s_floats = new(() => HasFloats ? CreateFloats(pairs: false) : null);
    private static readonly Lazy<TileSet?> s_pairs = new(() => HasPairs ? CreateFloats(pairs: true) : null);
    private static readonly Lazy<StripSet?> s_strips = new(() => CreateStrips(signed: false));
    private static readonly Lazy<StripSet?> s_signedStrips = new(() => CreateStrips(signed: true));

    /// <summary>The tiles; null where the processor lacks the instructions, where code may not be written, or where it computes something else.</summary>
    public static TileSet? Bytes => s_bytes.Value;

    /// <summary>Tiles of floats, made when they are first asked for; null as above.</summary>
    public static Lazy<TileSet?> Floats => s_floats;

    /// <summary>Tiles of pairs of floats of 16 bits, whose products are added as floats of 32; null as above.</summary>
    public static TileSet? Pairs => s_pairs.Value;

    /// <summary>Kernels that bring sums to 8 bits, of unsigned activations; null as above.</summary>
    public static StripSet? Strips => s_strips.Value;

    /// <summary>The same of signed activations.</summary>
    public static StripSet? SignedStrips => s_signedStrips.Value;

    /// <summary>Whether the processor has what the code needs.</summary>
    public static bool HasInstructions => HasFloats && (X86Base.CpuId(FeatureLeaf, 0).Ecx >> VnniBit & 1) != 0;

    /// <summary>The same for floats.</summary>
    public static bool HasFloats => Avx512F.IsSupported && Avx512BW.IsSupported && X86Base.X64.IsSupported;

    /// <summary>Intel's processors multiply pairs at half the rate of floats: nothing is gained there.</summary>
    private static bool HasPairs => HasFloats && (X86Base.CpuId(FeatureLeaf, 1).Eax >> PairsBit & 1) != 0 && X86Base.CpuId(0, 0).Ebx != IntelName;

    private static TileSet? CreateFloats(bool pairs) => Create((code, convention) => EmitFloats(code, convention, pairs),
        (memory, places) => TileSet.OfCode(Lanes, TileJob.MaxColumns, memory, places, tall: true), tiles => FloatTileCheck.Passes(tiles, pairs));

    private static TileSet? CreateTiles() => HasInstructions
        ? Create(EmitTiles, (memory, places) => TileSet.OfCode(Lanes, TileJob.CommonColumns, memory, places), TileCheck.Passes) : null;

    private static StripSet? CreateStrips(bool signed) => HasInstructions
        ? Create((code, convention) => EmitStrips(code, convention, signed), (memory, places) => new StripSet(memory, places), strips => StripCheck.Passes(strips, signed)) : null;

    /// <summary>Kernels that have been checked; null where there are none.</summary>
    private static T? Create<T>(Func<Assembler, CallConvention, int[]> emit, Func<ExecutableMemory, int[], T> make, Func<T, bool> passes) where T : class
    {
        var code = new Assembler();
        int[] places = emit(code, CallConvention.Current);
        if (ExecutableMemory.TryCreate(code.ToArray()) is not { } memory) return null;
        T kernels = make(memory, places);
        if (passes(kernels)) return kernels;
        memory.Dispose();
        return null;
    }

    /// <summary>Writes all tiles and says where each begins: <c>[rows][columns]</c>.</summary>
    public static int[] EmitTiles(Assembler code, CallConvention convention) =>
        EmitAll(code, TileJob.CommonColumns, (rows, columns) => DotTileEmitter.Emit(code, convention, rows, columns));

    /// <summary>Writes all tiles of floats, or of pairs, and says where each begins: <c>[rows][columns]</c>.</summary>
    public static int[] EmitFloats(Assembler code, CallConvention convention, bool pairs) =>
        EmitAll(code, TileJob.MaxColumns, (rows, columns) => FloatTileEmitter.Emit(code, convention, rows, columns, pairs), TileSet.TallRows);

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
