using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Winograd;

/// <summary>
/// Bounds the memory that Winograd's method takes: its weights are four times as large as those they are made of. Time is saved for every
/// place and memory is taken for all of them once, so layers of few places give way first.
/// </summary>
internal static class WinogradBudget
{
    /// <summary>Bytes that any subgraph may take more than without the method.</summary>
    private const long Least = 16L << 20;

    /// <summary>Of the bytes of all constants, what may be taken more.</summary>
    private const double Share = 0.75;

    /// <summary>Convolutions that the method suits, and that are computed directly to stay within the bound.</summary>
    /// <param name="subgraph">Nodes of known shapes.</param>
    /// <param name="allowed">What kernels may do.</param>
    public static HashSet<Node> Exceeding(Subgraph subgraph, Allowance allowed)
    {
        var exceeding = new HashSet<Node>();
        if (allowed.Precision == Precision.Strict) return exceeding;
        var suited = new List<Candidate>();
        long more = 0;
        foreach (Node node in subgraph.Nodes)
        {
            if (node.Op is not Convolution op || !WinogradConvolution.SuitsWindow(node.Input(1).Info.Shape) || !WinogradConvolution.Suits(op, KernelSignature.Of(node, allowed))) continue;
            Shape y = node.Outputs[0].Info.Shape;
            long direct = node.Input(1).Info.ByteCount;
            suited.Add(new Candidate(node, (long)y[0] * y[1] * y[2], (direct * WinogradTile.Products / WinogradTile.Taps) - direct));
            more += suited[^1].Bytes;
        }

        if (more <= Least) return exceeding;
        long most = Math.Max(Least, (long)(ConstantBytes(subgraph) * Share));
        suited.Sort(static (a, b) => a.Places != b.Places ? a.Places.CompareTo(b.Places) : b.Bytes.CompareTo(a.Bytes));
        foreach (Candidate candidate in suited)
        {
            if (more <= most) break;
            exceeding.Add(candidate.Node);
            more -= candidate.Bytes;
        }

        return exceeding;
    }

    private static long ConstantBytes(Subgraph subgraph)
    {
        var constants = new HashSet<Value>();
        long bytes = 0;
        foreach (Node node in subgraph.Nodes)
            foreach (Value? input in node.Inputs)
                if (input is { Constant: not null } && constants.Add(input)) bytes += input.Info.ByteCount;
        return bytes;
    }

    /// <param name="Node">A convolution that the method suits.</param>
    /// <param name="Places">Results of a channel.</param>
    /// <param name="Bytes">What its weights take more.</param>
    private sealed record Candidate(Node Node, long Places, long Bytes);
}
