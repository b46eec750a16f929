using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NnBridge.Backends.Cpu.Simd.Lanes;

/// <summary>Sixteen floats whose products are rounded before they are added.</summary>
internal readonly unsafe struct RoundedLanes512 : ITileMath<Vector512<float>>
{
    public static int Count => FloatLanes512.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(void* from) => FloatLanes512.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* to, Vector512<float> vector) => FloatLanes512.Store(to, vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(void* from) => FloatLanes512.Broadcast(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> sum, Vector512<float> a, Vector512<float> b) => sum + (a * b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clamp(Vector512<float> sum, Vector512<float> low, Vector512<float> high) => FloatLanes512.Clamp(sum, low, high);
}
