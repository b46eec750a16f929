using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Ml;

/// <summary>The labels of a classifier: numbers, or texts that cannot be results.</summary>
/// <param name="Numbers">The numbers; null when they are texts.</param>
/// <param name="Count">How many there are.</param>
internal sealed record Labels(long[]? Numbers, int Count)
{
    /// <summary>Reads two attributes, one of which is given.</summary>
    public static Labels Read(OnnxNode node, string numbers)
    {
        if (node.Texts("classlabels_strings") is { Length: > 0 } texts) return new Labels(null, texts.Length);
        return node.Ints(numbers) is { Length: > 0 } given ? new Labels(given, given.Length)
            : throw new InvalidNetworkException($"neither attribute 'classlabels_strings' nor '{numbers}' has labels");
    }

    /// <summary>States the first result: the label of the class whose index is given.</summary>
    /// <param name="node">The node.</param>
    /// <param name="index">Int64 <c>[N]</c>.</param>
    public void Emit(OnnxNode node, Func<Value> index)
    {
        if (!node.HasOutput(0)) return;
        if (Numbers is null) throw OnnxNode.Unsupported("labels are texts, which are not among the element types");
        node.SetOutput(0, node.Add("label", new Gather(0), node.Integers("labels", Numbers), index()));
    }
}
