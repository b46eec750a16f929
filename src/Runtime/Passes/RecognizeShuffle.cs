using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>
/// A dimension that is split in two, whose parts are exchanged: its elements stand in another order, and nothing else has changed. Said that way,
/// as a <see cref="Gather"/>, it does not matter which dimension it is, so layouts can change around it; channels are shuffled like this.
/// </summary>
internal sealed class RecognizeShuffle : INetworkPass
{
    /// <summary>Sizes beyond are no channels: there it is a transposition of a large matrix, which is better done as such.</summary>
    private const int MaxSize = 4096;

    public string Name => "recognize-shuffle";

    public Network Run(Network network) => !network.Nodes.Any(n => Recognized(n) is not null) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
    {
        if (Recognized(node) is not { } shuffle) return false;
        Value order = rewriter.Builder.Integers($"{node.Name}/order", shuffle.Order);
        Value shuffled = rewriter.Builder.Add($"{node.Name}/shuffled", new Gather(shuffle.Axis), [rewriter[shuffle.Source], order], shuffle.Source.Info.Quantization);
        long[] sizes = [.. node.Outputs[0].Info.Shape.ToArray().Select(s => (long)s)];
        rewriter.Copy(node, new Reshape(), [shuffled, rewriter.Builder.Integers($"{node.Name}/shape", sizes)]);
        return true;
    });

    private static (Value Source, int Axis, long[] Order)? Recognized(Node node)
    {
        if (node.Op is not Transpose || node.Permutation() is not { } permutation || node.Input(0).Producer is not { Op: Reshape } split) return null;
        Value source = split.Input(0);
        if (!source.Info.Shape.IsStatic || !node.Outputs[0].Info.Shape.IsStatic || source.Info.Quantization is { IsPerTensor: false }) return null;
        if (source.Info.Quantization != node.Input(0).Info.Quantization || source.Info.Quantization != node.Outputs[0].Info.Quantization) return null;
        int start = 0, end = permutation.Length;
        while (start < end && permutation[start] == start) start++;
        while (end > start && permutation[end - 1] == end - 1) end--;
        Shape parts = node.Input(0).Info.Shape, whole = source.Info.Shape;
        for (int axis = 0; axis < whole.Rank; axis++)
        {
            if (whole[axis] is < 2 or > MaxSize || whole.ElementCount == whole[axis]) continue;
            (int first, int last) = (Boundary(parts, whole.Product(0, axis), 0, start), Boundary(parts, whole.Product(0, axis + 1), end, parts.Rank));
            if (first >= 0 && last >= 0) return (source, axis, Order(parts.ToArray()[first..last], [.. permutation[first..last].Select(a => a - first)]));
        }

        return null;
    }

    /// <summary>The dimension from <paramref name="from"/> to <paramref name="to"/> before which the sizes multiply to a number; -1 when there is none.</summary>
    private static int Boundary(Shape shape, long product, int from, int to)
    {
        for (int i = from; i <= to; i++) if (shape.Product(0, i) == product) return i;
        return -1;
    }

    /// <summary>Where the elements of a box come from when its dimensions are put in another order.</summary>
    private static long[] Order(int[] sizes, int[] permutation)
    {
        long[] order = [0];
        foreach (int axis in permutation)
        {
            long stride = 1;
            for (int i = axis + 1; i < sizes.Length; i++) stride *= sizes[i];
            order = [.. order.SelectMany(place => Enumerable.Range(0, sizes[axis]).Select(i => place + (i * stride)))];
        }

        return order;
    }
}
