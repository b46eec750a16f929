using System.Runtime.Intrinsics.X86;
using NnBridge.Backends.Cpu.Native;
using NnBridge.Backends.Cpu.Simd.Emit;

namespace NnBridge.Backends.Cpu.Simd.Amx;

/// <summary>The processor's matrix unit: kernels that are written, and checked, when they are first asked for.</summary>
/// <param name="find">Makes the kernels of a kind; null where there are none.</param>
internal sealed class AmxUnit(Func<AmxKind, AmxKernels?> find)
{
    private const int FeatureLeaf = 7;
    private const int PairsBit = 22;
    private const int TilesBit = 24;
    private const int BytesBit = 25;

    private readonly Lazy<AmxKernels?> _bytes = new(() => find(AmxKind.Bytes));
    private readonly Lazy<AmxKernels?> _pairs = new(() => find(AmxKind.Pairs));
    private readonly Lazy<AmxKernels?> _splitPairs = new(() => find(AmxKind.SplitPairs));

    /// <summary>That of this processor; without kernels where it has none, or the operating system does not give it.</summary>
    public static AmxUnit Current { get; } = new(Create);

    /// <summary>Whether there are tiles of bytes: <c>amx_int8</c>.</summary>
    public static bool HasBytes => Has(BytesBit);

    private static bool HasPairs => Has(PairsBit);

    /// <summary>Kernels of a kind; null where there are none.</summary>
    public AmxKernels? Find(AmxKind kind) => (kind switch { AmxKind.Bytes => _bytes, AmxKind.Pairs => _pairs, _ => _splitPairs }).Value;

    /// <summary>Writes all kernels of a kind and says where each begins: <c>[tiles of rows][tiles of columns]</c>.</summary>
    public static int[] Emit(Assembler code, CallConvention convention, AmxKind kind)
    {
        var places = new List<int>();
        for (int rows = 1; rows <= 2; rows++)
            for (int columns = 1; columns <= 2; columns++)
            {
                code.Align(AmxJob.RowBytes);
                places.Add(code.Position);
                AmxEmitter.Emit(code, convention, kind, rows, columns);
            }

        return [.. places];
    }

    private static AmxKernels? Create(AmxKind kind)
    {
        if (!(kind == AmxKind.Bytes ? HasBytes : HasPairs) || !TilePermission.IsGranted) return null;
        var code = new Assembler();
        int[] places = Emit(code, CallConvention.Current, kind);
        if (ExecutableMemory.TryCreate(code.ToArray()) is not { } memory) return null;
        var kernels = new AmxKernels(kind, [.. places.Select(place => memory.Address + place)], memory);
        if (AmxCheck.Passes(kernels)) return kernels;
        memory.Dispose();
        return null;
    }

    private static bool Has(int bit)
    {
        if (!X86Base.X64.IsSupported || !Avx512F.IsSupported || X86Base.CpuId(0, 0).Eax < FeatureLeaf) return false;
        int features = X86Base.CpuId(FeatureLeaf, 0).Edx;
        return (features >> TilesBit & features >> bit & 1) != 0;
    }
}
