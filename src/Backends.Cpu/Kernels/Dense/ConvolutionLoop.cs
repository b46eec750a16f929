namespace NnBridge.Backends.Cpu.Kernels.Dense;

/// <summary>The loops of a convolution, for any numbers.</summary>
internal static class ConvolutionLoop
{
    /// <param name="axes">Spatial dimensions.</param>
    /// <param name="batches">Number of batches.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="inputChannels">Channels of x.</param>
    /// <param name="outputChannels">Channels of the output.</param>
    /// <param name="x">Activations.</param>
    /// <param name="weights">Weights, output channels first.</param>
    /// <param name="epilogue">Stores sums.</param>
    public static void Run<TElement, TSum, TDot, TEpilogue>((WindowAxis D, WindowAxis H, WindowAxis W) axes, int batches, int groups,
        int inputChannels, int outputChannels, ReadOnlySpan<TElement> x, ReadOnlySpan<TElement> weights, scoped TEpilogue epilogue)
        where TSum : struct where TDot : IDot<TElement, TSum> where TEpilogue : IEpilogue<TSum>, allows ref struct
    {
        (WindowAxis d, WindowAxis h, WindowAxis w) = axes;
        int groupInputs = inputChannels / groups, groupOutputs = outputChannels / groups;
        int index = 0;
        for (int n = 0; n < batches; n++)
            for (int od = 0; od < d.Output; od++)
                for (int oh = 0; oh < h.Output; oh++)
                    for (int ow = 0; ow < w.Output; ow++)
                        for (int c = 0; c < outputChannels; c++, index++)
                        {
                            TSum sum = epilogue.Start(c);
                            int from = c / groupOutputs * groupInputs, weight = c * d.Kernel * h.Kernel * w.Kernel * groupInputs;
                            for (int kd = 0; kd < d.Kernel; kd++)
                            {
                                int z = d.InputAt(od, kd);
                                for (int kh = 0; kh < h.Kernel; kh++)
                                {
                                    int y = h.InputAt(oh, kh);
                                    bool inside = d.Contains(z) && h.Contains(y);
                                    for (int kw = 0; kw < w.Kernel; kw++, weight += groupInputs)
                                    {
                                        int place = w.InputAt(ow, kw);
                                        if (!inside || !w.Contains(place)) continue;
                                        int at = ((((((n * d.Input) + z) * h.Input) + y) * w.Input) + place) * inputChannels;
                                        sum = TDot.Add(sum, x.Slice(at + from, groupInputs), weights.Slice(weight, groupInputs));
                                    }
                                }
                            }

                            epilogue.Store(n, c, index, sum);
                        }
    }
}
