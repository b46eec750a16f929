using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NnBridge.Backends.Cpu.Simd.Lanes;

/// <summary>Eight sums of products of four unsigned by four signed bytes, in one instruction without saturation.</summary>
internal readonly unsafe struct ByteLanes256 : ITileMath<Vector256<int>>
{
    public static bool IsSupported => AvxVnni.IsSupported;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(void* from) => Vector256.Load((int*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* to, Vector256<int> vector) => vector.Store((int*)to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Broadcast(void* from) => Vector256.Create(*(int*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAdd(Vector256<int> sum, Vector256<int> a, Vector256<int> b) =>
        AvxVnni.MultiplyWideningAndAdd(sum, a.AsByte(), b.AsSByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => a + b;

    public static Vector256<int> Clamp(Vector256<int> sum, Vector256<int> low, Vector256<int> high) => sum;
}
