using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Lanes;

namespace NnBridge.Backends.Cpu.Simd.Amx;

/// <summary>Does what a tile of vectors does on its own: brings float sums where they belong, with what is added to them, limited.</summary>
internal static unsafe class AmxSums
{
    /// <param name="from">Sums, rows of 64 bytes.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="job">Where they go, what is added, and their limits.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Move(byte* from, int rows, TileJob* job)
    {
        byte* to = job->Sums, added = job->Added;
        nint stride = job->SumStride;
        if (job->Clamps == 0 && added == null)
        {
            for (nint r = 0; r < rows; r++, from += AmxJob.RowBytes, to += stride) Vector512.Load(from).Store(to);
            return;
        }

        bool clamps = job->Clamps != 0;
        Vector512<float> low = Vector512.Create(clamps ? job->Low : float.NegativeInfinity), high = Vector512.Create(clamps ? job->High : float.PositiveInfinity);
        for (nint r = 0; r < rows; r++, from += AmxJob.RowBytes, to += stride, added += added == null ? 0 : job->AddedStride)
        {
            Vector512<float> sum = Vector512.Load((float*)from);
            if (added != null) sum += Vector512.Load((float*)added);
            Instructions.Min(high, Instructions.Max(low, sum)).Store((float*)to);
        }
    }
}
