using System.Runtime.CompilerServices;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Winograd;

/// <summary>Turns a patch of 6 by 6 places into the 36 numbers that meet the transformed weights, channel by channel.</summary>
/// <remarks>The points of the transform are 0, 1, -1, 2, -2 and infinity.</remarks>
internal static unsafe class InputTransform
{
    private const int Size = WinogradTile.Patch;

    /// <param name="places">Where the places of the patch are, row by row.</param>
    /// <param name="to">Receives <c>[36][channels]</c>.</param>
    /// <param name="channels">Channels, at least as many as a vector has.</param>
    public static void Run<TVector, TLanes>(float** places, float* to, int channels) where TVector : unmanaged where TLanes : IFloatLanes<TVector>
    {
        TVector* columns = stackalloc TVector[Size * Size];
        for (int c = 0; ; c += TLanes.Count)
        {
            if (c + TLanes.Count > channels)
            {
                if (c >= channels) return;
                c = channels - TLanes.Count;
            }

            for (int x = 0; x < Size; x++)
                Six<TVector, TLanes>(
                    TLanes.Load(places[x] + c), TLanes.Load(places[Size + x] + c), TLanes.Load(places[(2 * Size) + x] + c), TLanes.Load(places[(3 * Size) + x] + c),
                    TLanes.Load(places[(4 * Size) + x] + c), TLanes.Load(places[(5 * Size) + x] + c), (float*)(columns + x), Size * TLanes.Count);
            for (int y = 0; y < Size; y++)
            {
                TVector* row = columns + (y * Size);
                Six<TVector, TLanes>(row[0], row[1], row[2], row[3], row[4], row[5], to + ((nint)y * Size * channels) + c, channels);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Six<TVector, TLanes>(TVector d0, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5, float* to, nint stride)
        where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        TVector two = TLanes.Splat(2), four = TLanes.Splat(-4), five = TLanes.Splat(-5);
        TVector even = TLanes.Fma(d2, four, d4), odd = TLanes.Fma(d1, four, d3), difference = TLanes.Subtract(d4, d2), doubled = TLanes.Multiply(two, TLanes.Subtract(d3, d1));
        TLanes.Store(to, TLanes.Fma(d2, five, TLanes.Fma(d0, TLanes.Splat(4), d4)));
        TLanes.Store(to + stride, TLanes.Add(even, odd));
        TLanes.Store(to + (2 * stride), TLanes.Subtract(even, odd));
        TLanes.Store(to + (3 * stride), TLanes.Add(difference, doubled));
        TLanes.Store(to + (4 * stride), TLanes.Subtract(difference, doubled));
        TLanes.Store(to + (5 * stride), TLanes.Fma(d3, five, TLanes.Fma(d1, TLanes.Splat(4), d5)));
    }
}
