using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes.Quantized;

/// <summary>
/// Operators that pick elements of their first operand and compute nothing. With one scale for all elements it is the same whether numbers are
/// stored as integers before or behind them, since storing keeps their order.
/// </summary>
internal static class Movement
{
    /// <summary>Whether every element of a node's results is an element of its first operand, or the number 0.</summary>
    public static bool Is(Node node) => node.Op switch
    {
        Transpose => node.Permutation() is not null,
        Pad => Padding(node),
        Pool { Kind: PoolKind.Max, Activation: Activation.None } => true,
        Reduce { Kind: ReduceKind.Max or ReduceKind.Min } => true,
        Resize { Mode: ResizeMode.Nearest } => true,
        Resample { Mode: ResampleMode.Nearest, Coordinates: not ResampleCoordinates.CropAndResize } => true,
        Reshape or Squeeze or ExpandDims or BroadcastTo or Tile or Slice or StridedSlice or Split or Unpack or Reverse => true,
        Gather or GatherElements or GatherNd or DepthToSpace or SpaceToDepth => true,
        _ => false,
    };

    /// <summary>Whether the results are at least as many as the elements they are picked from, so that it costs nothing to store those instead.</summary>
    public static bool KeepsAll(Node node) => node.Op switch
    {
        Transpose => node.Permutation() is not null,
        Pad => Padding(node),
        Resize { Mode: ResizeMode.Nearest } => node.Outputs[0].Info.Shape is { IsStatic: true } y && node.Input(0).Info.Shape is { IsStatic: true } x && y.ElementCount >= x.ElementCount,
        Pool { Kind: PoolKind.Max, Activation: Activation.None } or Reshape or Squeeze or ExpandDims or BroadcastTo or Tile or DepthToSpace or SpaceToDepth => true,
        _ => false,
    };

    /// <summary>What moved integers mean; null when the movement mixes elements of different scales.</summary>
    public static QuantizationInfo? Moved(Node node, QuantizationInfo quantization)
    {
        if (quantization.IsPerTensor) return quantization;
        if (quantization is not { BlockSize: 0, Axis: { } axis }) return null;
        int moved = node.Op switch
        {
            Transpose when node.Permutation() is { } axes => Array.IndexOf(axes, axis),
            Reshape or Squeeze or ExpandDims => Reshaped(node.Input(0).Info.Shape, node.Outputs[0].Info.Shape, axis),
            _ => -1,
        };
        return moved < 0 ? null : quantization with { Axis = moved };
    }

    /// <summary>Copies a movement onto another first operand.</summary>
    /// <param name="rewriter">Knows the other operands.</param>
    /// <param name="node">The movement.</param>
    /// <param name="name">Name of the copy.</param>
    /// <param name="x">What to move, in the new network.</param>
    /// <param name="quantization">What results mean.</param>
    /// <param name="outputs">Names of results; empty for new ones.</param>
    public static IReadOnlyList<Value> Copy(
        NetworkRewriter rewriter, Node node, string name, Value x, QuantizationInfo? quantization, IEnumerable<string>? outputs = null)
    {
        Value?[] inputs = rewriter.Inputs(node);
        inputs[0] = x;
        // The operand of padding that says 0 is a float; left out, it means the same.
        if (node.Op is Pad && inputs.Length > 2) inputs[2] = null;
        string[]? names = outputs?.ToArray();
        var specs = new OutputSpec[node.Outputs.Length];
        for (int i = 0; i < specs.Length; i++) specs[i] = new OutputSpec(names?[i], quantization);
        return rewriter.Builder.AddMany(name, node.Op, inputs, specs);
    }

    /// <summary>The axis of another shape that has the same elements at each index; -1 when none has.</summary>
    private static int Reshaped(Shape x, Shape y, int axis)
    {
        if (!x.IsStatic || !y.IsStatic || x.ElementCount == 0) return -1;
        for (int i = 0; i < y.Rank; i++)
            if (y[i] == x[axis] && y.Product(0, i) == x.Product(0, axis)) return i;
        return -1;
    }

    private static bool Padding(Node node) => node.Integers(1) is not null
        && (!node.HasInput(2) || (node.Constant(2) is { } value && value.IsZero(node.Input(2).Info.Quantization)));
}
