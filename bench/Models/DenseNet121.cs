using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Models;

/// <summary>DenseNet-121 at 224 x 224: every layer sees all layers of its block; normalisation stands before the convolutions.</summary>
internal static class DenseNet121
{
    private const int Growth = 32;

    public static OnnxGraph Make()
    {
        var maker = new GraphMaker(seed: 121);
        string x = maker.Relu(maker.Convolution(maker.Input("input", 1, 3, 224, 224), 64, (7, 7), (2, 2)));
        x = maker.Pool("MaxPool", x, 3, 2, padding: 1);
        foreach ((int layers, bool last) in new[] { (6, false), (12, false), (24, false), (16, true) })
        {
            for (int layer = 0; layer < layers; layer++) x = maker.Concat(x, Layer(maker, x));
            if (!last) x = maker.Pool("AveragePool", maker.Convolution(Activate(maker, x), maker.ShapeOf(x)[1] / 2, (1, 1), (1, 1)), 2, 2);
        }

        maker.Output(maker.Dense(maker.MeanOverSpace(Activate(maker, x)), 1000), "output");
        return maker.Graph;
    }

    private static string Layer(GraphMaker maker, string input)
    {
        string x = maker.Convolution(Activate(maker, input), 4 * Growth, (1, 1), (1, 1));
        return maker.Convolution(Activate(maker, x), Growth, (3, 3), (1, 1));
    }

    private static string Activate(GraphMaker maker, string input) => maker.Relu(maker.Normalize(input));
}
