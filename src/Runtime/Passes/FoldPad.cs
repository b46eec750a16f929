using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>Lets an operator with a sliding window pad by itself what a node in front of it pads with zeros.</summary>
/// <remarks>
/// Convolutions: the padding stands for the number 0, which contributes nothing. Maxima: only of what is known not to be negative, and no window
/// may see padding alone. Means: floats, which then count the padding.
/// </remarks>
internal sealed class FoldPad : INetworkPass
{
    public string Name => "fold-pad";

    public Network Run(Network network) => !network.Nodes.Any(n => Folded(n) is not null) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
    {
        if (Folded(node) is not { } folded) return false;
        Value?[] inputs = rewriter.Inputs(node);
        inputs[0] = rewriter[folded.Source];
        rewriter.Copy(node, folded.Op, inputs);
        return true;
    });

    private static (Value Source, Op Op)? Folded(Node node)
    {
        if (node.Op is not (Convolution or DepthwiseConvolution or Pool) || node.Input(0).Producer is not { Op: Pad { Mode: PadMode.Constant } } pad) return null;
        return Spatial(pad) is { } added && Fold(node, pad, added) is { } op ? (pad.Input(0), op) : null;
    }

    /// <summary>Elements added before and after each spatial dimension, when the padding is nothing but zeros there.</summary>
    private static (int Before, int After)[]? Spatial(Node pad)
    {
        TensorInfo x = pad.Input(0).Info, padded = pad.Outputs[0].Info;
        bool isNumber = x.Type.IsFloat() || (x.Type.IsInteger() && x.Quantization is { IsPerTensor: true });
        if (!isNumber || x.Quantization != padded.Quantization || !padded.Shape.IsRanked || pad.Integers(1) is not { } p) return null;
        if (pad.HasInput(2) && pad.Constant(2)?.IsZero(x.Quantization) != true) return null;
        int rank = padded.Shape.Rank;
        if (rank < 3 || p[0] != 0 || p[1] != 0 || p[^2] != 0 || p[^1] != 0 || Array.Exists(p, v => v is < 0 or > int.MaxValue)) return null;
        return [.. Enumerable.Range(1, rank - 2).Select(axis => ((int)p[2 * axis], (int)p[(2 * axis) + 1]))];
    }

    private static Op? Fold(Node node, Node pad, (int Before, int After)[] added)
    {
        Shape x = node.Input(0).Info.Shape;
        switch (node.Op)
        {
            case Convolution o when o.Hybrid == HybridQuantization.None && HasFiniteWeights(node) && x.IsStatic:
                return o with { Padding = Sum(o.Padding, added, x, node.Input(1).Info.Shape.ToArray()[1..^1], o.Strides, o.Dilations) };
            case DepthwiseConvolution o when o.Hybrid == HybridQuantization.None && HasFiniteWeights(node) && x.IsStatic:
                return o with { Padding = Sum(o.Padding, added, x, node.Input(1).Info.Shape.ToArray()[1..^1], o.Strides, o.Dilations) };
            case Pool { Kind: PoolKind.Max or PoolKind.Average, Ceiling: false } o when x.IsStatic && o.Dilations.All(d => d == 1):
                int[] window = [.. o.Window];
                int[] ones = [.. window.Select(_ => 1)];
                Padding own = Sum(o.Padding, new (int, int)[window.Length], x, window, o.Strides, ones);
                Padding both = Sum(o.Padding, added, x, window, o.Strides, ones);
                return IsExact(o, pad, own, both) ? o with { Padding = both, CountIncludePad = o.Kind == PoolKind.Average } : null;
            default:
                return null;
        }
    }

    private static bool IsExact(Pool pool, Node pad, Padding own, Padding both)
    {
        if (pool.Kind == PoolKind.Average)
            return pad.Outputs[0].Info.Type.IsFloat() && (pool.CountIncludePad || own.Before.Concat(own.After).All(p => p == 0));
        bool seesInput = Enumerable.Range(0, pool.Window.Count).All(i => both.Before[i] < pool.Window[i] && both.After[i] < pool.Window[i]);
        return seesInput && IsNotNegative(pad.Input(0));
    }

    private static bool IsNotNegative(Value value)
    {
        Activation? last = value.Producer?.Op switch
        {
            Convolution o => o.Activation,
            DepthwiseConvolution o => o.Activation,
            FullyConnected o => o.Activation,
            Binary o => o.Activation,
            Pool o => o.Activation,
            Unary { Kind: UnaryKind.Relu or UnaryKind.Relu6 or UnaryKind.Relu0To1 } => Activation.Relu,
            _ => null,
        };
        return last is Activation.Relu or Activation.Relu6 or Activation.Relu0To1;
    }

    /// <summary>A zero times an infinite weight would be no zero.</summary>
    private static bool HasFiniteWeights(Node node) => node.Constant(1) is { } weights
        && (!weights.Info.Type.IsFloat() || Array.TrueForAll(TensorBuffer.OfConstant(weights).ToDoubles(), double.IsFinite));

    private static Padding Sum(Padding own, (int Before, int After)[] added, Shape x, int[] kernel, ValueList<int> strides, IReadOnlyList<int> dilations)
    {
        var before = new int[kernel.Length];
        var after = new int[kernel.Length];
        for (int i = 0; i < kernel.Length; i++)
        {
            (int b, int a) = own.Resolve(i, x[i + 1], kernel[i], strides[i], dilations[i]);
            (before[i], after[i]) = (b + added[i].Before, a + added[i].After);
        }

        return Padding.Explicit(before.ToValueList(), after.ToValueList());
    }
}
