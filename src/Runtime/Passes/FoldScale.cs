using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>
/// Puts constant factors and summands per channel, batch normalisation above all, into the weights and the bias of the dense operator in front of
/// them.
/// </summary>
/// <param name="budget">Bounds the weights that are computed anew.</param>
internal sealed class FoldScale(FoldingBudget budget) : INetworkPass
{
    public string Name => "fold-scale";

    public Network Run(Network network)
    {
        var uses = new ValueUses(network);
        return !network.Nodes.Any(n => Folded(n, uses) is not null) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
        {
            // The budget may have shrunk since the first look.
            if (Folded(node, uses) is not { } folded) return false;
            (Node dense, ChannelAffine affine, int axis) = folded;
            Value?[] inputs = rewriter.Inputs(dense);
            if (affine.Scale is not null) inputs[1] = Scaled(rewriter.Builder, dense, affine.Scale, axis);
            Value bias = rewriter.Builder.Constant($"{dense.Name}/bias", Bias(dense, affine, axis));
            rewriter.Copy(node, With(dense.Op, affine.Activation), [inputs[0], inputs[1], bias], dense.Name);
            return true;
        });
    }

    private (Node Dense, ChannelAffine Affine, int Axis)? Folded(Node node, ValueUses uses)
    {
        if (!FollowsDense(node) || ChannelAffine.Of(node) is not { X: { Producer: { Outputs.Length: 1 } dense } x } affine || !uses.IsReadOnce(x)) return null;
        if (WeightAxis(dense) is not { } axis || dense.Input(0).Info.Type != ElementType.Float32 || dense.Input(1).Info is not { Type: ElementType.Float32, Shape.IsStatic: true } weights) return null;
        if (dense.HasInput(2) && dense.Constant(2) is null) return null;
        int channels = weights.Shape[axis];
        if (!Fits(affine.Scale, channels) || !Fits(affine.Shift, channels)) return null;
        if (affine.Scale is null) return (dense, affine, axis);
        return dense.Constant(1) is not null && budget.Allows(weights.ByteCount) ? (dense, affine, axis) : null;
    }

    /// <summary>Looked at first: few sums and products do, and reading the numbers of all others in each round would take longer than everything else here.</summary>
    private static bool FollowsDense(Node node)
    {
        foreach (Value? input in node.Inputs) if (input?.Producer is { } producer && WeightAxis(producer) is not null) return true;
        return false;
    }

    /// <summary>The axis of output channels in the weights; null when the node is not dense, or its sums go on to a function.</summary>
    private static int? WeightAxis(Node node) => node.Op switch
    {
        Convolution { Activation: Activation.None } => 0,
        TransposedConvolution { Activation: Activation.None } => 0,
        FullyConnected { Activation: Activation.None } => 0,
        DepthwiseConvolution { Activation: Activation.None } => node.Input(1).Info.Shape.Rank - 1,
        _ => null,
    };

    private static bool Fits(double[]? numbers, int channels) => numbers is null || numbers.Length == 1 || numbers.Length == channels;

    private Value Scaled(NetworkBuilder builder, Node dense, double[] scale, int axis)
    {
        string name = dense.Input(1).Name;
        Tensor weights = dense.Constant(1) ?? throw new InvalidOperationException($"the weights of {dense} are not constant");
        budget.Take(weights.Info.ByteCount);
        if (weights.TransposedFrom is not { } from) return builder.Constant(name, Scaled(weights, scale, axis));
        // What is only turned when it is read stays so: its source is scaled.
        Value stored = builder.Constant(name, Scaled(from.Source, scale, from.Axes[axis]));
        return builder.Add(name, new Transpose(), [stored, builder.Integers($"{name}/permutation", [.. from.Axes.Select(a => (long)a)])]);
    }

    private static Tensor Scaled(Tensor weights, double[] scale, int axis)
    {
        var bytes = new byte[weights.Info.ByteCount];
        ReadOnlySpan<float> from = weights.Span<float>();
        Span<float> to = new TensorBuffer(weights.Info, bytes).Span<float>();
        Shape shape = weights.Info.Shape;
        int inner = (int)shape.Product(axis + 1, shape.Rank), channels = shape[axis];
        for (int i = 0, channel = 0; i < from.Length; channel = (channel + 1) % channels)
        {
            double factor = At(scale, channel);
            for (int end = i + inner; i < end; i++) to[i] = (float)(from[i] * factor);
        }

        return new Tensor(weights.Info, bytes);
    }

    private static Tensor Bias(Node dense, ChannelAffine affine, int axis)
    {
        int channels = dense.Input(1).Info.Shape[axis];
        var bias = new float[channels];
        if (dense.Constant(2) is { } former) former.Span<float>().CopyTo(bias);
        for (int i = 0; i < channels; i++)
            bias[i] = (float)((bias[i] * (affine.Scale is null ? 1 : At(affine.Scale, i))) + (affine.Shift is null ? 0 : At(affine.Shift, i)));
        return Tensor.Create<float>(new TensorInfo(ElementType.Float32, [channels]), bias);
    }

    private static double At(double[] numbers, int channel) => numbers[numbers.Length == 1 ? 0 : channel];

    private static Op With(Op op, Activation activation) => op switch
    {
        Convolution o => o with { Activation = activation },
        TransposedConvolution o => o with { Activation = activation },
        FullyConnected o => o with { Activation = activation },
        DepthwiseConvolution o => o with { Activation = activation },
        _ => throw new ArgumentException($"{op.Name} is not dense", nameof(op)),
    };
}
