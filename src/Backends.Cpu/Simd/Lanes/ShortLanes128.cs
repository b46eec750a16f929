using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NnBridge.Backends.Cpu.Simd.Lanes;

/// <summary>Four sums of products of two 16-bit integers.</summary>
internal readonly unsafe struct ShortLanes128 : ITileMath<Vector128<int>>
{
    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Load(void* from) => Vector128.Load((int*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* to, Vector128<int> vector) => vector.Store((int*)to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Broadcast(void* from) => Vector128.Create(*(int*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyAdd(Vector128<int> sum, Vector128<int> a, Vector128<int> b)
    {
        if (Sse2.IsSupported) return sum + Sse2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16());
        return sum + ((a >> 16) * (b >> 16)) + (((a << 16) >> 16) * ((b << 16) >> 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> a, Vector128<int> b) => a + b;

    public static Vector128<int> Clamp(Vector128<int> sum, Vector128<int> low, Vector128<int> high) => sum;
}
