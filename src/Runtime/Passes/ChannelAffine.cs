using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes;

/// <summary>A node that computes <c>activation(x * scale[c] + shift[c])</c> with constants for each index of the last dimension.</summary>
/// <param name="X">The operand.</param>
/// <param name="Scale">One factor, or one for each channel; null for 1.</param>
/// <param name="Shift">One summand, or one for each channel; null for 0.</param>
/// <param name="Activation">Applied last.</param>
internal sealed record ChannelAffine(Value X, double[]? Scale, double[]? Shift, Activation Activation)
{
    /// <summary>Reads a node that way; null when it is another function, or not of Float32.</summary>
    public static ChannelAffine? Of(Node node)
    {
        if (node.Outputs.Length != 1 || node.Outputs[0].Info is not { Type: ElementType.Float32, Shape.IsRanked: true }) return null;
        return node.Op switch
        {
            BatchNormalization op => Normalization(node, op),
            Binary op => Arithmetic(node, op),
            _ => null,
        };
    }

    private static ChannelAffine? Normalization(Node node, BatchNormalization op)
    {
        if (Channels(node, 1) is not { } gamma || Channels(node, 2) is not { } beta || Channels(node, 3) is not { } mean || Channels(node, 4) is not { } variance) return null;
        var scale = new double[gamma.Length];
        var shift = new double[gamma.Length];
        for (int i = 0; i < scale.Length; i++)
        {
            scale[i] = gamma[i] / Math.Sqrt(variance[i] + op.Epsilon);
            shift[i] = beta[i] - (mean[i] * scale[i]);
        }

        return new ChannelAffine(node.Input(0), scale, shift, op.Activation);
    }

    private static ChannelAffine? Arithmetic(Node node, Binary op)
    {
        int constant = node.Constant(1) is not null ? 1 : 0;
        if (Channels(node, constant) is not { } numbers || node.Input(1 - constant) is not { Constant: null } x) return null;
        if (x.Info.Shape != node.Outputs[0].Info.Shape) return null;
        return (op.Kind, constant) switch
        {
            (BinaryKind.Add, _) => new ChannelAffine(x, null, numbers, op.Activation),
            (BinaryKind.Sub, 1) => new ChannelAffine(x, null, [.. numbers.Select(v => -v)], op.Activation),
            (BinaryKind.Mul, _) => new ChannelAffine(x, numbers, null, op.Activation),
            (BinaryKind.Div, 1) => new ChannelAffine(x, [.. numbers.Select(v => 1 / v)], null, op.Activation),
            _ => null,
        };
    }

    /// <summary>A constant with one number, or one per index of the last dimension of the result.</summary>
    private static double[]? Channels(Node node, int operand)
    {
        if (node.Constant(operand) is not { Info: { Type: ElementType.Float32, Shape: var shape } } constant) return null;
        Shape y = node.Outputs[0].Info.Shape;
        bool perChannel = shape.Rank > 0 && y.Rank >= shape.Rank && shape[shape.Rank - 1] == shape.ElementCount && y[y.Rank - 1] == shape.ElementCount;
        if ((shape.ElementCount != 1 && !perChannel) || shape.Rank > y.Rank) return null;
        double[] numbers = TensorBuffer.OfConstant(constant).ToDoubles();
        return Array.TrueForAll(numbers, double.IsFinite) ? numbers : null;
    }
}
