namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Where members of a structure are that emitted code reads.</summary>
/// <typeparam name="T">The structure.</typeparam>
internal static unsafe class MemberOffset<T> where T : unmanaged
{
    private static readonly T s_structure;

    /// <summary>Says where a member is.</summary>
    public delegate void* Member(T* structure);

    /// <summary>Bytes from the beginning of the structure.</summary>
    public static int Of(Member member)
    {
        fixed (T* structure = &s_structure) return (int)((byte*)member(structure) - (byte*)structure);
    }
}
