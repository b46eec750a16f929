using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NnBridge.Backends.Cpu.Simd.Lanes;

/// <summary>Four floats whose products are rounded before they are added.</summary>
internal readonly unsafe struct RoundedLanes128 : ITileMath<Vector128<float>>
{
    public static int Count => FloatLanes128.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(void* from) => FloatLanes128.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(void* to, Vector128<float> vector) => FloatLanes128.Store(to, vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(void* from) => FloatLanes128.Broadcast(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> sum, Vector128<float> a, Vector128<float> b) => sum + (a * b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Clamp(Vector128<float> sum, Vector128<float> low, Vector128<float> high) => FloatLanes128.Clamp(sum, low, high);
}
