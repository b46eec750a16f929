using System.Runtime.Intrinsics.X86;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Instructions that emitted code may use, as the processor states them: the runtime knows only those that it has intrinsics for.</summary>
/// <remarks>Source: Intel 64 and IA-32 Architectures Software Developer's Manual, <c>CPUID</c>, leaf 7. Processors with AVX-512 have that leaf.</remarks>
internal static class ProcessorFeatures
{
    private const int Leaf = 7;

    /// <summary>"Genu", the beginning of the name that Intel's processors give.</summary>
    private const int IntelName = 0x756E6547;

    /// <summary>Vectors of 512 bits, of floats and of bytes.</summary>
    public static bool HasVectors => Avx512F.IsSupported && Avx512BW.IsSupported && X86Base.X64.IsSupported;

    /// <summary>Products of bytes: <c>avx512_vnni</c>.</summary>
    public static bool HasDotBytes => HasVectors && IsSet(X86Base.CpuId(Leaf, 0).Ecx, 11);

    /// <summary>Permutations of bytes: <c>avx512_vbmi</c>.</summary>
    public static bool HasPermutedBytes => HasVectors && IsSet(X86Base.CpuId(Leaf, 0).Ecx, 1);

    /// <summary>Products of pairs of 16-bit floats, <c>avx512_bf16</c>, where they gain anything: Intel's processors multiply them at half the rate of floats.</summary>
    public static bool HasDotPairs => HasVectors && IsSet(X86Base.CpuId(Leaf, 1).Eax, 5) && X86Base.CpuId(0, 0).Ebx != IntelName;

    /// <summary>Tiles of bytes: <c>amx_int8</c>.</summary>
    public static bool HasTileBytes => HasTiles && IsSet(X86Base.CpuId(Leaf, 0).Edx, 25);

    /// <summary>Tiles of pairs of 16-bit floats: <c>amx_bf16</c>.</summary>
    public static bool HasTilePairs => HasTiles && IsSet(X86Base.CpuId(Leaf, 0).Edx, 22);

    private static bool HasTiles => HasVectors && IsSet(X86Base.CpuId(Leaf, 0).Edx, 24);

    private static bool IsSet(int register, int bit) => (register >> bit & 1) != 0;
}
