using NnBridge.Ops;
using NnBridge.Runtime.Graph;
using NnBridge.Runtime.Passes.Quantized;

namespace NnBridge.Runtime.Passes;

/// <summary>
/// Makes one operator on integers of what dequantizes, computes with floats and quantizes again: how ONNX writes networks of integers. The
/// result is the same but for the last rounding, which sees exact sums.
/// </summary>
/// <remarks>
/// Quantize moves in front of what only moves numbers, and dequantizing is looked for behind it, so that both meet at the operator that
/// computes. Runs before constants are folded: weights must still be integers.
/// </remarks>
internal sealed class FuseQuantization : INetworkPass
{
    public string Name => "fuse-quantization";

    public Network Run(Network network)
    {
        var uses = new ValueUses(network);
        var made = new Dictionary<Node, IReadOnlyList<Value>>();
        return !network.Nodes.Any(n => CanFuse(n, uses)) ? network : NetworkRewriter.Rewrite(network, (rewriter, node) =>
        {
            if (!CanFuse(node, uses)) return false;
            Value x = node.Input(0), y = node.Outputs[0];
            if (StoredForm.Of(x) is { IsActivation: true } stored)
                rewriter.Map(y, Restored(rewriter, stored.Emit(rewriter, made), node));
            else if (x.Producer is { } mover && Movement.KeepsAll(mover) && uses.IsReadOnce(x))
                Hoist(rewriter, node, mover);
            else
                Replace(rewriter, node, made);
            return true;
        });
    }

    /// <summary>Whether a node is the last one of a group, or can come nearer to it.</summary>
    private static bool CanFuse(Node node, ValueUses uses)
    {
        if (node.Op is not Quantize { Requantization: Requantization.Float } || node.Input(0) is not { Info.Type: ElementType.Float32, Producer: { } producer } x) return false;
        if (node.Outputs[0].Info is not { Quantization: { IsPerTensor: true }, Type: ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.UInt16 } y) return false;
        return StoredForm.Of(x) is { IsActivation: true }
            || (uses.IsReadOnce(x) && producer.Outputs.Length == 1 && (Movement.KeepsAll(producer) || IntegerForms.Of(producer, y) is not null));
    }

    /// <summary>Integers with the type and scale that a Quantize gives them.</summary>
    private static Value Restored(NetworkRewriter rewriter, Value x, Node quantize)
    {
        Value y = quantize.Outputs[0];
        return x.Info.Type == y.Info.Type && x.Info.Quantization == y.Info.Quantization
            ? x
            : rewriter.Builder.AddMany(quantize.Name, quantize.Op, [x], [new OutputSpec(y.Name, y.Info.Quantization)])[0];
    }

    private static void Hoist(NetworkRewriter rewriter, Node quantize, Node mover)
    {
        QuantizationInfo? quantization = quantize.Outputs[0].Info.Quantization;
        Value stored = rewriter.Builder.Add($"{quantize.Name}/before", quantize.Op, [rewriter[mover.Input(0)]], quantization);
        rewriter.Map(quantize.Outputs[0], Movement.Copy(rewriter, mover, mover.Name, stored, quantization, [quantize.Outputs[0].Name])[0]);
    }

    private static void Replace(NetworkRewriter rewriter, Node quantize, Dictionary<Node, IReadOnlyList<Value>> made)
    {
        Node node = quantize.Input(0).Producer ?? throw new InvalidOperationException($"{quantize.Input(0)} is not computed");
        Value y = quantize.Outputs[0];
        IntegerForm form = IntegerForms.Of(node, y.Info) ?? throw new InvalidOperationException($"{node} has no form on integers");
        Value?[] operands = rewriter.Inputs(node);
        for (int i = 0; i < form.Operands.Count; i++) operands[i] = form.Operands[i].Emit(rewriter, made);
        if (form.Bias is { } bias) operands[2] = rewriter.Builder.Constant($"{node.Name}/bias", bias);
        rewriter.Map(y, rewriter.Builder.AddMany(node.Name, form.Op, operands, [new OutputSpec(y.Name, y.Info.Quantization)])[0]);
    }
}
