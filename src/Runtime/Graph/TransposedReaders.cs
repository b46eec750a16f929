using System.Buffers;
using NnBridge.Ops;

namespace NnBridge.Runtime.Graph;

/// <summary>Transpositions by what they read: the first of each value. Looked for when somebody asks.</summary>
internal sealed class TransposedReaders(Network network) : IDisposable
{
    /// <summary>By <see cref="Value.Id"/>. Borrowed, as large arrays are expensive garbage.</summary>
    private Node?[]? _readers;

    /// <summary>The transposition of an operand that undoes a permutation, if one comes before the node; null when there is none.</summary>
    public Node? Undoing(int[] permutation, Node node, int operand)
    {
        if (node.Inputs[operand] is not { } x || (_readers ??= Find())[x.Id] is not { } reader || reader.Id > node.Id) return null;
        if (x.Info.Quantization is { IsPerTensor: false } || x.Info.Quantization != reader.Outputs[0].Info.Quantization) return null;
        if (reader.Permutation() is not { } back || back.Length != permutation.Length) return null;
        for (int i = 0; i < back.Length; i++) if (back[permutation[i]] != i) return null;
        return reader;
    }

    public void Dispose()
    {
        if (_readers is not null) ArrayPool<Node?>.Shared.Return(_readers, clearArray: true);
        _readers = null;
    }

    private Node?[] Find()
    {
        Node?[] readers = ArrayPool<Node?>.Shared.Rent(network.Values.Length);
        foreach (Node node in network.Nodes)
            if (node.Op is Transpose) readers[node.Input(0).Id] ??= node;
        return readers;
    }
}
