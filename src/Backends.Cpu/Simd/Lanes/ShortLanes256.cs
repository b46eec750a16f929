using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NnBridge.Backends.Cpu.Simd.Lanes;

/// <summary>Eight sums of products of two 16-bit integers.</summary>
internal readonly unsafe struct ShortLanes256 : ITileMath<Vector256<int>>
{
    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(void* from) => Vector256.Load((int*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* to, Vector256<int> vector) => vector.Store((int*)to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Broadcast(void* from) => Vector256.Create(*(int*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAdd(Vector256<int> sum, Vector256<int> a, Vector256<int> b)
    {
        if (Avx2.IsSupported) return sum + Avx2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16());
        return sum + ((a >> 16) * (b >> 16)) + (((a << 16) >> 16) * ((b << 16) >> 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => a + b;

    public static Vector256<int> Clamp(Vector256<int> sum, Vector256<int> low, Vector256<int> high) => sum;
}
