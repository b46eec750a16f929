using System.Runtime.CompilerServices;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Winograd;

/// <summary>Turns 36 sums of products into 4 by 4 results, channel by channel.</summary>
internal static unsafe class OutputTransform
{
    private const int Size = WinogradTile.Patch;
    private const int Results = WinogradTile.Results;

    /// <param name="from">Sums <c>[36][channels]</c>.</param>
    /// <param name="places">Where results go, row by row; those beyond the output's edge all to one place that nobody reads.</param>
    /// <param name="added">Where that is what is added to each result; null for nothing.</param>
    /// <param name="bias">One number per channel.</param>
    /// <param name="channels">Channels, at least as many as a vector has.</param>
    /// <param name="low">Least result.</param>
    /// <param name="high">Largest result.</param>
    public static void Run<TVector, TLanes>(float* from, float** places, float** added, float* bias, int channels, float low, float high)
        where TVector : unmanaged where TLanes : IFloatLanes<TVector>
    {
        TVector* rows = stackalloc TVector[Results * Size];
        TVector least = TLanes.Splat(low), most = TLanes.Splat(high);
        for (int c = 0; ; c += TLanes.Count)
        {
            if (c + TLanes.Count > channels)
            {
                if (c >= channels) return;
                c = channels - TLanes.Count;
            }

            for (int x = 0; x < Size; x++)
            {
                float* at = from + ((nint)x * channels) + c;
                nint stride = (nint)Size * channels;
                Four<TVector, TLanes>(TLanes.Load(at), TLanes.Load(at + stride), TLanes.Load(at + (2 * stride)), TLanes.Load(at + (3 * stride)), TLanes.Load(at + (4 * stride)),
                    TLanes.Load(at + (5 * stride)), out rows[x], out rows[Size + x], out rows[(2 * Size) + x], out rows[(3 * Size) + x]);
            }

            TVector start = TLanes.Load(bias + c);
            for (int y = 0; y < Results; y++)
            {
                TVector* row = rows + (y * Size);
                Four<TVector, TLanes>(row[0], row[1], row[2], row[3], row[4], row[5], out TVector a, out TVector b, out TVector e, out TVector f);
                float** to = places + (y * Results);
                (a, b, e, f) = (TLanes.Add(a, start), TLanes.Add(b, start), TLanes.Add(e, start), TLanes.Add(f, start));
                if (added != null)
                {
                    float** other = added + (y * Results);
                    (a, b) = (TLanes.Add(a, TLanes.Load(other[0] + c)), TLanes.Add(b, TLanes.Load(other[1] + c)));
                    (e, f) = (TLanes.Add(e, TLanes.Load(other[2] + c)), TLanes.Add(f, TLanes.Load(other[3] + c)));
                }

                TLanes.Store(to[0] + c, TLanes.Clamp(a, least, most));
                TLanes.Store(to[1] + c, TLanes.Clamp(b, least, most));
                TLanes.Store(to[2] + c, TLanes.Clamp(e, least, most));
                TLanes.Store(to[3] + c, TLanes.Clamp(f, least, most));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four<TVector, TLanes>(TVector m0, TVector m1, TVector m2, TVector m3, TVector m4, TVector m5,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3) where TVector : struct where TLanes : IFloatLanes<TVector>
    {
        TVector a = TLanes.Add(m1, m2), b = TLanes.Subtract(m1, m2), c = TLanes.Add(m3, m4), d = TLanes.Subtract(m3, m4);
        y0 = TLanes.Add(m0, TLanes.Add(a, c));
        y1 = TLanes.Fma(d, TLanes.Splat(2), b);
        y2 = TLanes.Fma(c, TLanes.Splat(4), a);
        y3 = TLanes.Add(m5, TLanes.Fma(d, TLanes.Splat(8), b));
    }
}
