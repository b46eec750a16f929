using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Native;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>The tile kernels that suit this processor, for one kind of numbers.</summary>
internal sealed unsafe class TileSet
{
    /// <summary>Units up to which a tile of integers is wide; found by measuring.</summary>
    private const int ShortSums = 96;

    // Made when they are first asked for: a process needs one or two of them.
    private static TileSet? s_float, s_narrowFloat, s_roundedFloat, s_integer, s_wideBytes;

    private readonly nint[] _kernels = new nint[TileJob.MaxRows * TileJob.MaxColumns];

    private readonly ExecutableMemory? _code;

    private readonly bool _tall;

    private TileSet? _narrowed;

    private TileSet(TileSet wide) : this(wide.Lanes, TileJob.CommonColumns, wide._code, wide._tall) => _kernels = wide._kernels;

    private TileSet(int lanes, int maxColumns, ExecutableMemory? code = null, bool tall = false) => (Lanes, MaxColumns, _code, _tall) = (lanes, maxColumns, code, tall);

    /// <summary>Float32.</summary>
    public static TileSet Float => s_float ??=
        Vector512.IsHardwareAccelerated ? Create<Vector512<float>, FloatLanes512>()
        : Vector256.IsHardwareAccelerated ? Create<Vector256<float>, FloatLanes256>()
        : Create<Vector128<float>, FloatLanes128>();

    private static TileSet NarrowFloat => s_narrowFloat ??= Create<Vector256<float>, FloatLanes256>();

    /// <summary>Float32 with rounded products: to the last bit what the reference computes.</summary>
    public static TileSet RoundedFloat => s_roundedFloat ??=
        Vector512.IsHardwareAccelerated ? Create<Vector512<float>, RoundedLanes512>()
        : Vector256.IsHardwareAccelerated ? Create<Vector256<float>, RoundedLanes256>()
        : Create<Vector128<float>, RoundedLanes128>();

    /// <summary>Integers: unsigned by signed bytes where <see cref="ByteLanes256.IsSupported"/>, else 16-bit integers.</summary>
    public static TileSet Integer => s_integer ??=
        ByteLanes256.IsSupported ? Create<Vector256<int>, ByteLanes256>(manyRegisters: false)
        : Vector512.IsHardwareAccelerated ? Create<Vector512<int>, ShortLanes512>()
        : Vector256.IsHardwareAccelerated ? Create<Vector256<int>, ShortLanes256>()
        : Create<Vector128<int>, ShortLanes128>();

    private static TileSet WideBytes => s_wideBytes ??= Create<Vector256<int>, ByteLanes256>();

    /// <summary>Columns per vector.</summary>
    public int Lanes { get; }

    /// <summary>Vectors of columns that a tile has at most.</summary>
    public int MaxColumns { get; }

    /// <summary>Whether tiles store only columns that exist (<see cref="TileJob.Mask"/>).</summary>
    public bool StoresMasked => _tall;

    /// <summary>What a unit of weights is.</summary>
    public TileUnit Unit { get; private init; }

    /// <summary>Bytes of a unit of weights.</summary>
    public int UnitBytes => Unit == TileUnit.Float24 ? Float24.Bytes : sizeof(float);

    /// <summary>Rows of a tile with as many vectors of columns: emitted tiles of floats are the taller the narrower they are.</summary>
    public int RowsOf(int columns) => Unit == TileUnit.Float24 ? TileJob.WideRows : _tall ? TallRows(columns) : TileJob.CommonRows;

    /// <summary>Rows for which 24 sums, or with one vector of columns enough to wait for none of them, fit the registers.</summary>
    public static int TallRows(int columns) => columns switch
    {
        1 or 2 => TileJob.MaxRows,
        3 => 8,
        TileJob.CommonColumns => TileJob.CommonRows,
        _ => TileJob.WideRows,
    };

    /// <summary>Kernels for floats whose products have a number of columns: without emitted code, a vector that would be half empty is halved.</summary>
    /// <param name="columns">Columns per group.</param>
    /// <param name="signature">Says what is allowed, and whether products are rounded before they are added.</param>
    /// <param name="rows">Rows that are multiplied at once, if they are few.</param>
    public static TileSet ForFloats(int columns, KernelSignature signature, int rows = int.MaxValue) =>
        signature.RoundsProducts ? RoundedFloat
        : signature.EmittedFloats?.Value is { } emitted ? emitted.ForRows(rows)
        : Vector512.IsHardwareAccelerated && columns <= Vector256<float>.Count ? NarrowFloat : Float;

    /// <summary>Kernels for floats times constant ones, which may be stored in fewer bits where that is exact enough.</summary>
    /// <param name="columns">Columns of the constant.</param>
    /// <param name="depth">Products per sum.</param>
    /// <param name="signature">Says what is allowed.</param>
    /// <param name="rows">Rows that are multiplied at once.</param>
    public static TileSet ForConstants(int columns, long depth, KernelSignature signature, long rows) =>
        Float24.Suits(rows, columns * depth) && signature.Floats24?.Value is { } narrow ? narrow : ForFloats(columns, signature, (int)Math.Min(rows, int.MaxValue));

    /// <summary>The kernels that suit as many rows.</summary>
    public TileSet ForRows(int rows) => rows <= TileJob.WideRows ? this : Narrowed();

    /// <summary>Kernels for integers; with few products the loop over them is short, and wide tiles save more around it than they lose in registers.</summary>
    /// <param name="units">Units that are multiplied per column.</param>
    public static TileSet ForIntegers(int units) => ByteLanes256.IsSupported && units <= ShortSums ? WideBytes : Integer;

    /// <summary>Tiles whose code was written at run time.</summary>
    /// <param name="lanes">Columns per vector.</param>
    /// <param name="maxColumns">Vectors of columns that a tile has at most.</param>
    /// <param name="code">The code; it lives as long as the tiles.</param>
    /// <param name="places">Where each tile begins: <c>[rows][columns]</c>.</param>
    /// <param name="tall">Whether narrow tiles are taller (<see cref="TallRows"/>), and store only columns that exist.</param>
    /// <param name="unit">What a unit of weights is.</param>
    public static TileSet OfCode(int lanes, int maxColumns, ExecutableMemory code, ReadOnlySpan<int> places, bool tall = false, TileUnit unit = TileUnit.Float)
    {
        var set = new TileSet(lanes, maxColumns, code, tall) { Unit = unit };
        for (int i = 0; i < places.Length; i++) set._kernels[i] = code.Address + places[i];
        return set;
    }

    /// <summary>The same kernels without the wide ones.</summary>
    private TileSet Narrowed() => _narrowed ??= new TileSet(this);

    /// <summary>Runs one tile.</summary>
    /// <remarks>
    /// A tile takes a microsecond or two: too little to tell the garbage collector that it need not wait, so the call is without transition.
    /// All that it touches is pinned or outside of the collector's memory.
    /// </remarks>
    public void Run(int rows, int columns, TileJob* job)
    {
        nint kernel = _kernels[((rows - 1) * TileJob.MaxColumns) + columns - 1];
        if (_code is null)
        {
            ((delegate*<TileJob*, void>)kernel)(job);
            return;
        }

        ((delegate* unmanaged[SuppressGCTransition]<TileJob*, void>)kernel)(job);
        GC.KeepAlive(_code);
    }

    /// <param name="manyRegisters">Whether the instructions reach more than 16 registers, if the processor has them.</param>
    private static TileSet Create<TVector, TMath>(bool manyRegisters = true) where TVector : struct where TMath : ITileMath<TVector>
    {
        var set = new TileSet(TMath.Count, manyRegisters && SimdTier.HasManyRegisters ? TileJob.CommonColumns : TileJob.CommonColumns / 2);
        for (int rows = 1; rows <= TileJob.CommonRows; rows++)
            for (int columns = 1; columns <= set.MaxColumns; columns++)
                set._kernels[((rows - 1) * TileJob.MaxColumns) + columns - 1] = (nint)TileTable<TVector, TMath>.Find(rows, columns);
        return set;
    }
}
