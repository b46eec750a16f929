using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Models;

/// <summary>SqueezeNet 1.1 at 224 x 224.</summary>
internal static class SqueezeNet
{
    public static OnnxGraph Make()
    {
        var maker = new GraphMaker(seed: 11);
        string x = maker.Relu(maker.Convolution(maker.Input("input", 1, 3, 224, 224), 64, (3, 3), (2, 2)));
        x = maker.Pool("MaxPool", x, 3, 2);
        foreach ((int squeeze, int expand, bool pool) in
            new[] { (16, 64, false), (16, 64, true), (32, 128, false), (32, 128, true), (48, 192, false), (48, 192, false), (64, 256, false), (64, 256, false) })
        {
            x = Fire(maker, x, squeeze, expand);
            if (pool) x = maker.Pool("MaxPool", x, 3, 2);
        }

        x = maker.Relu(maker.Convolution(x, 1000, (1, 1), (1, 1)));
        maker.Output(maker.MeanOverSpace(x), "output");
        return maker.Graph;
    }

    private static string Fire(GraphMaker maker, string input, int squeeze, int expand)
    {
        string x = maker.Relu(maker.Convolution(input, squeeze, (1, 1), (1, 1)));
        return maker.Concat(maker.Relu(maker.Convolution(x, expand, (1, 1), (1, 1))), maker.Relu(maker.Convolution(x, expand, (3, 3), (1, 1))));
    }
}
