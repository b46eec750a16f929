using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NnBridge.Backends.Cpu.Simd.Movement;

/// <summary>Brings two to four planes of bytes or 32-bit elements together, element by element: pictures of three channels come as planes.</summary>
internal static unsafe class Planes
{
    private const int Lanes = 16;

    /// <summary>Whether planes of bytes can be brought together.</summary>
    public static bool SupportsBytes(int planes) => Ssse3.IsSupported && planes is >= 2 and <= 4;

    /// <summary>Whether planes of 32-bit elements can.</summary>
    public static bool Supports(int planes) => Avx512F.IsSupported && planes is >= 2 and <= 4;

    /// <summary>target[i * planes + p] = source[p * distance + i], of bytes.</summary>
    public static void Join(byte* source, nint distance, int planes, byte* target, int count)
    {
        const byte Nothing = 0x80;
        // For each vector of the result, which of a plane's bytes go where; the planes' parts are then put one over the other.
        byte* choice = stackalloc byte[4 * 4 * Lanes];
        for (int i = 0; i < planes * Lanes; i++)
            for (int p = 0; p < planes; p++) choice[(((i / Lanes * planes) + p) * Lanes) + (i % Lanes)] = i % planes == p ? (byte)(i / planes) : Nothing;
        int done = 0;
        for (; done <= count - Lanes; done += Lanes)
        {
            byte* shuffle = choice, to = target + (done * planes);
            for (int i = 0; i < planes; i++)
            {
                Vector128<byte> joined = default;
                for (int p = 0; p < planes; p++, shuffle += Lanes) joined |= Ssse3.Shuffle(Vector128.Load(source + (p * distance) + done), Vector128.Load(shuffle));
                joined.Store(to + (i * Lanes));
            }
        }

        for (; done < count; done++)
            for (int p = 0; p < planes; p++) target[(done * planes) + p] = source[(p * distance) + done];
    }

    /// <summary>target[i * planes + p] = source[p * distance + i].</summary>
    public static void Join(uint* source, nint distance, int planes, uint* target, int count)
    {
        // The first two planes and the others are mixed each; then every lane is taken from where its plane is.
        uint* first = stackalloc uint[4 * Lanes], second = stackalloc uint[4 * Lanes], choice = stackalloc uint[4 * Lanes];
        for (int i = 0; i < planes * Lanes; i++)
        {
            int plane = i % planes, place = i / planes;
            first[i] = (uint)(place + (plane == 1 ? Lanes : 0));
            second[i] = (uint)(place + (plane == 3 ? Lanes : 0));
            choice[i] = plane < 2 ? uint.MaxValue : 0;
        }

        uint* third = source + ((planes > 2 ? 2 : 0) * distance), fourth = source + ((planes - 1) * distance);
        int done = 0;
        for (; done <= count - Lanes; done += Lanes)
        {
            Vector512<uint> a = Vector512.Load(source + done), b = Vector512.Load(source + distance + done);
            Vector512<uint> c = Vector512.Load(third + done), d = Vector512.Load(fourth + done);
            for (int i = 0; i < planes * Lanes; i += Lanes)
            {
                Vector512<uint> ab = Avx512F.PermuteVar16x32x2(a, Vector512.Load(first + i), b);
                Vector512<uint> cd = Avx512F.PermuteVar16x32x2(c, Vector512.Load(second + i), d);
                Vector512.ConditionalSelect(Vector512.Load(choice + i), ab, cd).Store(target + (done * planes) + i);
            }
        }

        for (; done < count; done++)
            for (int p = 0; p < planes; p++) target[(done * planes) + p] = source[(p * distance) + done];
    }
}
