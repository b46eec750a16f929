using NnBridge.Ops;

namespace NnBridge.Bench.Contenders;

/// <summary>How many products and sums a node is made of, by its definition: a cheaper algorithm does not change the count.</summary>
internal static class OperationCount
{
    /// <summary>Twice the number of products; 0 for operators that are not made of products, and for recurrent ones.</summary>
    public static double Of(Node node) => node.Op switch
    {
        Convolution or FullyConnected => 2.0 * Elements(node) * PerOutput(Weights(node)),
        DepthwiseConvolution => 2.0 * Elements(node) * Weights(node).Product(1, Weights(node).Rank - 1),
        MatMul op => 2.0 * Elements(node) * Last(node.Inputs[0]!.Info.Shape, op.TransposeA ? 2 : 1),
        _ => 0,
    };

    private static long Elements(Node node) => node.Outputs[0].Info.ElementCount;

    private static Shape Weights(Node node) => node.Inputs[1]!.Info.Shape;

    private static long PerOutput(Shape weights) => weights.Product(1, weights.Rank);

    private static int Last(Shape shape, int fromEnd) => shape[shape.Rank - fromEnd];
}
