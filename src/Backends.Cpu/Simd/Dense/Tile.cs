using System.Runtime.CompilerServices;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>The inner loop of every matrix product and convolution: keeps all sums of a tile in registers.</summary>
/// <remarks>
/// Long and unrolled by hand, because only plain local variables become registers. Row and column counts are constants to the compiler, which
/// drops what a smaller tile does not use. Optimised at once: in the first compilation tier the loop would be ten times slower.
/// </remarks>
internal static unsafe class Tile<TVector, TMath, TRows, TColumns>
    where TVector : struct where TMath : ITileMath<TVector> where TRows : ISize where TColumns : ISize
{
    private static int VectorBytes => TMath.Count * sizeof(int);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(TileJob* job)
    {
        TVector s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default,
            s02 = default, s03 = default, s12 = default, s13 = default, s22 = default, s23 = default, s32 = default, s33 = default, s42 = default, s43 = default, s52 = default, s53 = default;
        byte* from = job->Start is null ? job->Sums : job->Start;
        nint step = job->Start is null ? job->SumStride : 0;
        Read(from, ref s00, ref s01, ref s02, ref s03);
        if (TRows.Value > 1) Read(from + (1 * step), ref s10, ref s11, ref s12, ref s13);
        if (TRows.Value > 2) Read(from + (2 * step), ref s20, ref s21, ref s22, ref s23);
        if (TRows.Value > 3) Read(from + (3 * step), ref s30, ref s31, ref s32, ref s33);
        if (TRows.Value > 4) Read(from + (4 * step), ref s40, ref s41, ref s42, ref s43);
        if (TRows.Value > 5) Read(from + (5 * step), ref s50, ref s51, ref s52, ref s53);
        byte* weights = job->Weights;
        byte** rows = job->Rows;
        nint bytes = (nint)job->Units * sizeof(int);
        for (int tap = job->Taps; tap > 0; tap--, rows += TileJob.MaxRows)
        {
            byte* a0 = rows[0] + bytes, a1 = rows[1] + bytes, a2 = rows[2] + bytes, a3 = rows[3] + bytes, a4 = rows[4] + bytes, a5 = rows[5] + bytes;
            nint k = -bytes;
            do
            {
                TVector b0 = TMath.Load(weights), b1 = default, b2 = default, b3 = default;
                if (TColumns.Value > 1) b1 = TMath.Load(weights + VectorBytes);
                if (TColumns.Value > 2) b2 = TMath.Load(weights + (2 * VectorBytes));
                if (TColumns.Value > 3) b3 = TMath.Load(weights + (3 * VectorBytes));
                weights += TColumns.Value * VectorBytes;
                Add(TMath.Broadcast(a0 + k), b0, b1, b2, b3, ref s00, ref s01, ref s02, ref s03);
                if (TRows.Value > 1) Add(TMath.Broadcast(a1 + k), b0, b1, b2, b3, ref s10, ref s11, ref s12, ref s13);
                if (TRows.Value > 2) Add(TMath.Broadcast(a2 + k), b0, b1, b2, b3, ref s20, ref s21, ref s22, ref s23);
                if (TRows.Value > 3) Add(TMath.Broadcast(a3 + k), b0, b1, b2, b3, ref s30, ref s31, ref s32, ref s33);
                if (TRows.Value > 4) Add(TMath.Broadcast(a4 + k), b0, b1, b2, b3, ref s40, ref s41, ref s42, ref s43);
                if (TRows.Value > 5) Add(TMath.Broadcast(a5 + k), b0, b1, b2, b3, ref s50, ref s51, ref s52, ref s53);
                k += sizeof(int);
            }
            while (k != 0);
        }

        byte* to = job->Sums;
        nint stride = job->SumStride;
        if (job->Added is not null)
        {
            byte* added = job->Added;
            nint next = job->AddedStride;
            Plus(added, ref s00, ref s01, ref s02, ref s03);
            if (TRows.Value > 1) Plus(added + (1 * next), ref s10, ref s11, ref s12, ref s13);
            if (TRows.Value > 2) Plus(added + (2 * next), ref s20, ref s21, ref s22, ref s23);
            if (TRows.Value > 3) Plus(added + (3 * next), ref s30, ref s31, ref s32, ref s33);
            if (TRows.Value > 4) Plus(added + (4 * next), ref s40, ref s41, ref s42, ref s43);
            if (TRows.Value > 5) Plus(added + (5 * next), ref s50, ref s51, ref s52, ref s53);
        }

        if (job->Clamps != 0)
        {
            TVector low = TMath.Broadcast(&job->Low), high = TMath.Broadcast(&job->High);
            Clamp(low, high, ref s00, ref s01, ref s02, ref s03);
            if (TRows.Value > 1) Clamp(low, high, ref s10, ref s11, ref s12, ref s13);
            if (TRows.Value > 2) Clamp(low, high, ref s20, ref s21, ref s22, ref s23);
            if (TRows.Value > 3) Clamp(low, high, ref s30, ref s31, ref s32, ref s33);
            if (TRows.Value > 4) Clamp(low, high, ref s40, ref s41, ref s42, ref s43);
            if (TRows.Value > 5) Clamp(low, high, ref s50, ref s51, ref s52, ref s53);
        }

        Write(to, s00, s01, s02, s03);
        if (TRows.Value > 1) Write(to + (1 * stride), s10, s11, s12, s13);
        if (TRows.Value > 2) Write(to + (2 * stride), s20, s21, s22, s23);
        if (TRows.Value > 3) Write(to + (3 * stride), s30, s31, s32, s33);
        if (TRows.Value > 4) Write(to + (4 * stride), s40, s41, s42, s43);
        if (TRows.Value > 5) Write(to + (5 * stride), s50, s51, s52, s53);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TVector a, TVector b0, TVector b1, TVector b2, TVector b3, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
    {
        s0 = TMath.MultiplyAdd(s0, a, b0);
        if (TColumns.Value > 1) s1 = TMath.MultiplyAdd(s1, a, b1);
        if (TColumns.Value > 2) s2 = TMath.MultiplyAdd(s2, a, b2);
        if (TColumns.Value > 3) s3 = TMath.MultiplyAdd(s3, a, b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Read(byte* from, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
    {
        s0 = TMath.Load(from);
        if (TColumns.Value > 1) s1 = TMath.Load(from + VectorBytes);
        if (TColumns.Value > 2) s2 = TMath.Load(from + (2 * VectorBytes));
        if (TColumns.Value > 3) s3 = TMath.Load(from + (3 * VectorBytes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Plus(byte* added, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
    {
        s0 = TMath.Add(s0, TMath.Load(added));
        if (TColumns.Value > 1) s1 = TMath.Add(s1, TMath.Load(added + VectorBytes));
        if (TColumns.Value > 2) s2 = TMath.Add(s2, TMath.Load(added + (2 * VectorBytes)));
        if (TColumns.Value > 3) s3 = TMath.Add(s3, TMath.Load(added + (3 * VectorBytes)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clamp(TVector low, TVector high, ref TVector s0, ref TVector s1, ref TVector s2, ref TVector s3)
    {
        s0 = TMath.Clamp(s0, low, high);
        if (TColumns.Value > 1) s1 = TMath.Clamp(s1, low, high);
        if (TColumns.Value > 2) s2 = TMath.Clamp(s2, low, high);
        if (TColumns.Value > 3) s3 = TMath.Clamp(s3, low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(byte* to, TVector s0, TVector s1, TVector s2, TVector s3)
    {
        TMath.Store(to, s0);
        if (TColumns.Value > 1) TMath.Store(to + VectorBytes, s1);
        if (TColumns.Value > 2) TMath.Store(to + (2 * VectorBytes), s2);
        if (TColumns.Value > 3) TMath.Store(to + (3 * VectorBytes), s3);
    }
}
