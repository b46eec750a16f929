using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>
/// Puts a stand-alone activation into the operator in front of it, when nothing else reads that one's result. Fused activations are the common
/// form: parsers, backends and other passes need to know one way to say it.
/// </summary>
/// <remarks>Integers: rectifiers, only where both sides have one scale and zero point; then both ways clamp the same stored numbers.</remarks>
internal sealed class FuseActivation : INetworkPass
{
    private static readonly Activation[] Clamps = [Activation.Relu, Activation.Relu6, Activation.ReluN1To1, Activation.Relu0To1];

    public string Name => "fuse-activation";

    public Network Run(Network network)
    {
        var uses = new ValueUses(network);
        return !network.Nodes.Any(n => Fused(n, uses) is not null) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
        {
            if (Fused(node, uses) is not { } fused) return false;
            rewriter.Copy(node, fused.Op, rewriter.Inputs(fused.Producer), fused.Producer.Name);
            return true;
        });
    }

    private static (Node Producer, Op Op)? Fused(Node node, ValueUses uses)
    {
        Value x = node.Input(0);
        if (node.Op is not Unary unary || (Of(unary.Kind) ?? (x.Info.Type == ElementType.Float32 ? Curve(unary.Kind) : null)) is not { } outer) return null;
        if (x.Producer is not { Outputs.Length: 1 } producer || !uses.IsReadOnce(x) || !IsExact(producer, x.Info, node.Outputs[0].Info)) return null;
        return With(producer.Op, outer) is { } op ? (producer, op) : null;
    }

    /// <summary>Functions other than rectifiers; for integers they are tables of their own.</summary>
    private static Activation? Curve(UnaryKind kind) => kind switch
    {
        UnaryKind.HardSwish => Activation.HardSwish,
        UnaryKind.Silu => Activation.Silu,
        UnaryKind.Sigmoid => Activation.Sigmoid,
        UnaryKind.Tanh => Activation.Tanh,
        _ => null,
    };

    private static bool IsExact(Node producer, TensorInfo from, TensorInfo to)
    {
        if (from.Type.IsFloat()) return true;
        bool quantized = from.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16
            && from.Quantization is { IsPerTensor: true } && from.Quantization == to.Quantization;
        return quantized && (producer.Op is not Binary binary
            || (binary.Kind is BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul && producer.Inputs.All(v => v is { Info.Quantization.IsPerTensor: true })));
    }

    /// <summary>The operator with a rectifier behind the one it has; null when it cannot have both.</summary>
    private static Op? With(Op op, Activation outer) => op switch
    {
        Convolution o => Both(o.Activation, outer) is { } a ? o with { Activation = a } : null,
        DepthwiseConvolution o => Both(o.Activation, outer) is { } a ? o with { Activation = a } : null,
        TransposedConvolution o => Both(o.Activation, outer) is { } a ? o with { Activation = a } : null,
        FullyConnected o => Both(o.Activation, outer) is { } a ? o with { Activation = a } : null,
        Binary o => Both(o.Activation, outer) is { } a ? o with { Activation = a } : null,
        BatchNormalization o => Both(o.Activation, outer) is { } a ? o with { Activation = a } : null,
        Pool o when Clamps.Contains(outer) => Both(o.Activation, outer) is { } a ? o with { Activation = a } : null,
        _ => null,
    };

    /// <summary>Two clamps in a row are the clamp to what their ranges have in common.</summary>
    private static Activation? Both(Activation inner, Activation outer)
    {
        if (inner == Activation.None) return outer;
        if (!Clamps.Contains(inner) || !Clamps.Contains(outer)) return null;
        (float a, float b) = Range(inner);
        (float c, float d) = Range(outer);
        return Clamps.First(k => Range(k) == (MathF.Max(a, c), MathF.Min(b, d)));
    }

    private static Activation? Of(UnaryKind kind) => kind switch
    {
        UnaryKind.Relu => Activation.Relu,
        UnaryKind.Relu6 => Activation.Relu6,
        UnaryKind.ReluN1To1 => Activation.ReluN1To1,
        UnaryKind.Relu0To1 => Activation.Relu0To1,
        _ => null,
    };

    private static (float Low, float High) Range(Activation clamp) => clamp switch
    {
        Activation.Relu6 => (0, 6),
        Activation.ReluN1To1 => (-1, 1),
        Activation.Relu0To1 => (0, 1),
        _ => (0, float.PositiveInfinity),
    };
}
