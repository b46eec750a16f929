using NnBridge.Ops;

namespace NnBridge.Runtime.Passes.Quantized;

/// <summary>The operators on integers that stand for dequantizing, computing with floats, and quantizing the result.</summary>
internal static class IntegerForms
{
    /// <summary>Finds the operator on integers for a node on floats.</summary>
    /// <param name="node">The node on floats.</param>
    /// <param name="output">The integers its result is stored as, per tensor.</param>
    /// <returns>Null when there is none, or an operand is not made of integers.</returns>
    public static IntegerForm? Of(Node node, TensorInfo output) => node.Op switch
    {
        Convolution op when IsClamp(op.Activation) =>
            Dense(node, output, weightAxis: 0, type => op with { Requantization = Requantization.Float, OutputType = type }),
        DepthwiseConvolution op when IsClamp(op.Activation) =>
            Dense(node, output, weightAxis: node.Input(1).Info.Shape.Rank - 1, type => op with { Requantization = Requantization.Float, OutputType = type }),
        TransposedConvolution op when IsClamp(op.Activation) && output.Type == TypeOf(node) =>
            Dense(node, output, weightAxis: 0, _ => op with { Requantization = Requantization.Float }),
        FullyConnected op when IsClamp(op.Activation) =>
            Dense(node, output, weightAxis: 0, type => op with { Requantization = Requantization.Float, OutputType = type }),
        MatMul op => Product(node, op, output),
        Binary op when IsClamp(op.Activation) && op.Kind is not BinaryKind.Atan2 => Same(node, 2, output, op with { Requantization = Requantization.Float }),
        Unary op when op.Kind is not (UnaryKind.IsNaN or UnaryKind.IsInf or UnaryKind.LogicalNot) =>
            Same(node, 1, output, op with { Requantization = Requantization.Float }),
        Reduce { Kind: ReduceKind.Mean or ReduceKind.Sum } op => Same(node, 1, output, op with { Requantization = Requantization.Float }),
        Pool { Kind: PoolKind.Average } op when IsClamp(op.Activation) => Same(node, 1, output, op with { Requantization = Requantization.Float }),
        Concat op => Same(node, node.Inputs.Length, output, op with { Requantization = Requantization.Float }),
        Dequantize => StoredForm.Of(node.Outputs[0]) is { IsActivation: true } x
            ? new IntegerForm(new Quantize(output.Type) { Requantization = Requantization.Float }, [x], null) : null,
        _ => null,
    };

    private static IntegerForm? Dense(Node node, TensorInfo output, int weightAxis, Func<ElementType?, Op> op)
    {
        if (Weighted(node, output, weightAxis) is not { } operands) return null;
        Tensor? bias = null;
        if (node.HasInput(2) && (bias = DenseBias.Of(node.Input(2), operands.X.Quantization, operands.Weights.Quantization)) is null) return null;
        return new IntegerForm(op(output.Type == operands.X.Type ? null : output.Type), [operands.X, operands.Weights], bias);
    }

    private static IntegerForm? Product(Node node, MatMul op, TensorInfo output)
    {
        Shape b = node.Input(1).Info.Shape;
        if (!b.IsRanked || Weighted(node, output, b.Rank - (op.TransposeB ? 2 : 1)) is not { } operands) return null;
        if (!operands.Weights.Quantization.IsPerTensor && operands.Weights.Quantization.ZeroPoints.Any(z => z != 0)) return null;
        return new IntegerForm(op with { Requantization = Requantization.Float, OutputType = output.Type == operands.X.Type ? null : output.Type },
            [operands.X, operands.Weights], null);
    }

    private static (StoredForm X, StoredForm Weights)? Weighted(Node node, TensorInfo output, int weightAxis)
    {
        if (!IsByte(output.Type) || StoredForm.Of(node.Input(0)) is not { IsActivation: true } x || !IsByte(x.Type)) return null;
        if (StoredForm.Of(node.Input(1)) is not { } weights || weights.Type.BitWidth() > 8) return null;
        return weights.Quantization.IsPerTensor || weights.Quantization.Axis == weightAxis ? (x, weights) : null;
    }

    /// <summary>Operators whose operands and result have one type.</summary>
    private static IntegerForm? Same(Node node, int operands, TensorInfo output, Op op)
    {
        if (output.Type is ElementType.UInt16) return null;
        var forms = new StoredForm[operands];
        for (int i = 0; i < operands; i++)
        {
            if (StoredForm.Of(node.Input(i)) is not { IsActivation: true } form || form.Type != output.Type) return null;
            forms[i] = form;
        }

        return new IntegerForm(op, forms, null);
    }

    private static ElementType? TypeOf(Node node) => StoredForm.Of(node.Input(0))?.Type;

    private static bool IsByte(ElementType type) => type is ElementType.Int8 or ElementType.UInt8;

    /// <summary>Functions that stored integers can be clamped to.</summary>
    private static bool IsClamp(Activation activation) =>
        activation is Activation.None or Activation.Relu or Activation.Relu6 or Activation.ReluN1To1 or Activation.Relu0To1;
}
