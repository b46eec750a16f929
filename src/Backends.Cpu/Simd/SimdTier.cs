using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NnBridge.Backends.Cpu.Simd.Emit;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>What vectors this processor has. The conditions are constants to the compiler, so each process contains one tier only.</summary>
internal static class SimdTier
{
    /// <summary>Vector width for people, and whether bytes are multiplied by code that is written at run time.</summary>
    public static string Describe(bool mayEmit) => !mayEmit || !ProcessorFeatures.HasDotBytes ? Width : ProcessorFeatures.HasTileBytes ? $"{Width}, AVX-512 VNNI, AMX" : $"{Width}, AVX-512 VNNI";

    private static string Width =>
        Vector512.IsHardwareAccelerated ? "512-bit vectors" : Vector256.IsHardwareAccelerated ? "256-bit vectors" : Vector128.IsHardwareAccelerated ? "128-bit vectors" : "no vectors";

    /// <summary>Floats in the widest vector.</summary>
    public static int FloatLanes => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;

    /// <summary>Whether 32 vector registers can hold a tile, not 16.</summary>
    public static bool HasManyRegisters => Avx512F.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported;
}
