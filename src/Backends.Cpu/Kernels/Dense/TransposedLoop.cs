namespace NnBridge.Backends.Cpu.Kernels.Dense;

/// <summary>The loops of a transposed convolution, for any numbers: each input element is spread over the output.</summary>
internal static class TransposedLoop
{
    /// <param name="axes">Spatial dimensions of the convolution that goes from the output to the input.</param>
    /// <param name="batches">Number of batches.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="inputChannels">Channels of x.</param>
    /// <param name="outputChannels">Channels of the output.</param>
    /// <param name="sums">Memory for as many sums as output elements.</param>
    /// <param name="x">Activations.</param>
    /// <param name="weights">Weights, output channels first.</param>
    /// <param name="epilogue">Stores sums.</param>
    public static void Run<TElement, TSum, TDot, TEpilogue>((WindowAxis D, WindowAxis H, WindowAxis W) axes, int batches, int groups,
        int inputChannels, int outputChannels, Span<TSum> sums, ReadOnlySpan<TElement> x, ReadOnlySpan<TElement> weights, scoped TEpilogue epilogue)
        where TSum : struct where TDot : IDot<TElement, TSum> where TEpilogue : IEpilogue<TSum>, allows ref struct
    {
        (WindowAxis d, WindowAxis h, WindowAxis w) = axes;
        int kernel = d.Kernel * h.Kernel * w.Kernel, groupInputs = inputChannels / groups, groupOutputs = outputChannels / groups;
        for (int i = 0; i < sums.Length; i++) sums[i] = epilogue.Start(i % outputChannels);
        int at = 0;
        for (int n = 0; n < batches; n++)
            for (int id = 0; id < d.Output; id++)
                for (int ih = 0; ih < h.Output; ih++)
                    for (int iw = 0; iw < w.Output; iw++, at += inputChannels)
                        for (int k = 0; k < kernel; k++)
                        {
                            int z = d.InputAt(id, k / (h.Kernel * w.Kernel)), y = h.InputAt(ih, k / w.Kernel % h.Kernel), place = w.InputAt(iw, k % w.Kernel);
                            if (!d.Contains(z) || !h.Contains(y) || !w.Contains(place)) continue;
                            int to = ((((((n * d.Input) + z) * h.Input) + y) * w.Input) + place) * outputChannels;
                            for (int c = 0; c < outputChannels; c++)
                                sums[to + c] = TDot.Add(sums[to + c], x.Slice(at + (c / groupOutputs * groupInputs), groupInputs),
                                    weights.Slice(((c * kernel) + k) * groupInputs, groupInputs));
                        }

        int perBatch = batches == 0 ? 0 : sums.Length / batches;
        for (int i = 0; i < sums.Length; i++) epilogue.Store(i / perBatch, i % outputChannels, i, sums[i]);
    }
}
