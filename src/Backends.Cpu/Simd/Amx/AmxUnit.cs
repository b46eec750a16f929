using NnBridge.Backends.Cpu.Native;
using NnBridge.Backends.Cpu.Simd.Emit;

namespace NnBridge.Backends.Cpu.Simd.Amx;

/// <summary>The processor's matrix unit: kernels that are written, and checked, when they are first asked for.</summary>
/// <param name="find">Makes the kernels of a kind; null where there are none.</param>
internal sealed class AmxUnit(Func<AmxKind, AmxKernels?> find)
{
    private readonly Lazy<AmxKernels?>[] _kernels = Array.ConvertAll(Enum.GetValues<AmxKind>(), kind => new Lazy<AmxKernels?>(() => find(kind)));

    /// <summary>That of this processor; without kernels where it has none, or the operating system does not give it.</summary>
    public static AmxUnit Current { get; } = new(Create);

    /// <summary>Kernels of a kind; null where there are none.</summary>
    public AmxKernels? Find(AmxKind kind) => _kernels[(int)kind].Value;

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
        if (!(kind == AmxKind.Bytes ? ProcessorFeatures.HasTileBytes : ProcessorFeatures.HasTilePairs) || !TilePermission.IsGranted) return null;
        return CheckedCode.Create((code, convention) => Emit(code, convention, kind),
            (memory, places) => new AmxKernels(kind, Array.ConvertAll(places, place => memory.Address + place), memory), AmxCheck.Passes);
    }
}
