namespace NnBridge.Cli.Commands;

/// <summary>How large a network is and how much it computes.</summary>
internal static class NetworkCost
{
    /// <summary>Elements of all constants that nodes read.</summary>
    public static long Parameters(Network network) =>
        network.Values.Where(v => v.Constant is not null && v.Info.Shape.IsStatic).Sum(v => v.Info.ElementCount);

    /// <summary>Multiply-adds of convolutions and matrix products, where shapes are known.</summary>
    public static long MultiplyAdds(Network network) => network.Nodes.Sum(MultiplyAdds);

    private static long MultiplyAdds(Node node)
    {
        if (node.Outputs.Length == 0 || !node.Outputs[0].Info.Shape.IsStatic || node.Inputs.Any(v => v is { Info.Shape.IsStatic: false })) return 0;
        long output = node.Outputs[0].Info.ElementCount;
        return node.Op.Name switch
        {
            "Convolution" or "FullyConnected" => Elements(node, 1) / Math.Max(1, node.Input(1).Info.Shape[0]) * output,
            "DepthwiseConvolution" => Elements(node, 1) / Math.Max(1, Last(node.Input(1))) * output,
            "TransposedConvolution" => Elements(node, 1) / Math.Max(1, Last(node.Input(1))) * Elements(node, 0),
            "MatMul" => output * Last(node.Input(0)),
            _ => 0,
        };
    }

    private static long Elements(Node node, int input) => node.Input(input).Info.ElementCount;

    private static long Last(Value value) => value.Info.Shape.Rank == 0 ? 1 : value.Info.Shape[value.Info.Shape.Rank - 1];
}
