namespace NnBridge.Backends.Cpu.Kernels.Dense;

/// <summary>The loops of a depthwise convolution, for any numbers.</summary>
internal static class DepthwiseLoop
{
    /// <param name="axes">Spatial dimensions.</param>
    /// <param name="batches">Number of batches.</param>
    /// <param name="inputChannels">Channels of x.</param>
    /// <param name="sums">Memory for as many sums as output channels.</param>
    /// <param name="x">Activations.</param>
    /// <param name="weights">Weights, output channels last.</param>
    /// <param name="epilogue">Stores sums.</param>
    public static void Run<TElement, TSum, TDot, TEpilogue>((WindowAxis D, WindowAxis H, WindowAxis W) axes, int batches, int inputChannels,
        Span<TSum> sums, ReadOnlySpan<TElement> x, ReadOnlySpan<TElement> weights, scoped TEpilogue epilogue)
        where TSum : struct where TDot : IDot<TElement, TSum> where TEpilogue : IEpilogue<TSum>, allows ref struct
    {
        (WindowAxis d, WindowAxis h, WindowAxis w) = axes;
        int channels = sums.Length, index = 0;
        for (int n = 0; n < batches; n++)
            for (int od = 0; od < d.Output; od++)
                for (int oh = 0; oh < h.Output; oh++)
                    for (int ow = 0; ow < w.Output; ow++)
                    {
                        for (int c = 0; c < channels; c++) sums[c] = epilogue.Start(c);
                        for (int kd = 0; kd < d.Kernel; kd++)
                            for (int kh = 0; kh < h.Kernel; kh++)
                                for (int kw = 0; kw < w.Kernel; kw++)
                                {
                                    int z = d.InputAt(od, kd), y = h.InputAt(oh, kh), place = w.InputAt(ow, kw);
                                    if (!d.Contains(z) || !h.Contains(y) || !w.Contains(place)) continue;
                                    int at = ((((((n * d.Input) + z) * h.Input) + y) * w.Input) + place) * inputChannels;
                                    int tap = ((((kd * h.Kernel) + kh) * w.Kernel) + kw) * channels;
                                    AddTap<TElement, TSum, TDot>(sums, x.Slice(at, inputChannels), weights.Slice(tap, channels));
                                }

                        for (int c = 0; c < channels; c++) epilogue.Store(n, c, index++, sums[c]);
                    }
    }

    private static void AddTap<TElement, TSum, TDot>(Span<TSum> sums, ReadOnlySpan<TElement> x, ReadOnlySpan<TElement> weights)
        where TDot : IDot<TElement, TSum>
    {
        int multiplier = sums.Length / x.Length, c = 0;
        for (int i = 0; i < x.Length; i++)
            for (int m = 0; m < multiplier; m++, c++) sums[c] = TDot.Add(sums[c], x[i], weights[c]);
    }
}
