using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NnBridge.Backends.Cpu.Simd.Lanes;

/// <summary>Sixteen sums of products of two 16-bit integers.</summary>
internal readonly unsafe struct ShortLanes512 : ITileMath<Vector512<int>>
{
    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(void* from) => Vector512.Load((int*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* to, Vector512<int> vector) => vector.Store((int*)to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Broadcast(void* from) => Vector512.Create(*(int*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> MultiplyAdd(Vector512<int> sum, Vector512<int> a, Vector512<int> b)
    {
        if (Avx512BW.IsSupported) return sum + Avx512BW.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16());
        return sum + ((a >> 16) * (b >> 16)) + (((a << 16) >> 16) * ((b << 16) >> 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => a + b;

    public static Vector512<int> Clamp(Vector512<int> sum, Vector512<int> low, Vector512<int> high) => sum;
}
