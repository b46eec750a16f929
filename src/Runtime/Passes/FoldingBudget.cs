using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>How much memory constants may take that are computed ahead: a small file must not become a large network.</summary>
internal sealed class FoldingBudget
{
    /// <summary>Bytes that any network may have; files of well-known networks without their weights have Fill nodes for them.</summary>
    public const long Base = 256L << 20;

    /// <summary>Bytes per byte of constants that the network brings along: Float16 and Int8 weights become Float32.</summary>
    public const int PerByte = 4;

    public FoldingBudget(Network network) => Left = Base + (PerByte * Bytes(network));

    /// <summary>Bytes that may still be added.</summary>
    public long Left { get; private set; }

    /// <summary>Whether <paramref name="bytes"/> may still be added.</summary>
    public bool Allows(long bytes) => bytes <= Left;

    /// <summary>Takes bytes off the budget.</summary>
    public void Take(long bytes) => Left -= bytes;

    private static long Bytes(Network network)
    {
        long bytes = 0;
        foreach (Value value in network.Values) bytes += value.Constant?.Bytes.Length ?? 0;
        foreach (Node node in network.Nodes)
            foreach (Network nested in NestedNetworks.Of(node.Op)) bytes += Bytes(nested);
        return bytes;
    }
}
