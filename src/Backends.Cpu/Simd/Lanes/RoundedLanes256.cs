using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NnBridge.Backends.Cpu.Simd.Lanes;

/// <summary>Eight floats whose products are rounded before they are added.</summary>
internal readonly unsafe struct RoundedLanes256 : ITileMath<Vector256<float>>
{
    public static int Count => FloatLanes256.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(void* from) => FloatLanes256.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* to, Vector256<float> vector) => FloatLanes256.Store(to, vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(void* from) => FloatLanes256.Broadcast(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> sum, Vector256<float> a, Vector256<float> b) => sum + (a * b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clamp(Vector256<float> sum, Vector256<float> low, Vector256<float> high) => FloatLanes256.Clamp(sum, low, high);
}
