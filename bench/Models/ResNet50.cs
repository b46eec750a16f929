using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Models;

/// <summary>ResNet-50 v1.5 (the stride of a stage in its first 3 x 3 convolution), normalisation folded into the convolutions.</summary>
internal static class ResNet50
{
    public static OnnxGraph Make()
    {
        var maker = new GraphMaker(seed: 50);
        string x = maker.Relu(maker.Convolution(maker.Input("input", 1, 3, 224, 224), 64, (7, 7), (2, 2)));
        x = maker.Pool("MaxPool", x, 3, 2, padding: 1);
        foreach ((int blocks, int channels, int stride) in new[] { (3, 64, 1), (4, 128, 2), (6, 256, 2), (3, 512, 2) })
            for (int block = 0; block < blocks; block++) x = Bottleneck(maker, x, channels, block == 0 ? stride : 1, project: block == 0);
        maker.Output(maker.Dense(maker.MeanOverSpace(x), 1000), "output");
        return maker.Graph;
    }

    private static string Bottleneck(GraphMaker maker, string input, int channels, int stride, bool project)
    {
        string x = maker.Relu(maker.Convolution(input, channels, (1, 1), (1, 1)));
        x = maker.Relu(maker.Convolution(x, channels, (3, 3), (stride, stride)));
        x = maker.Convolution(x, 4 * channels, (1, 1), (1, 1), gain: 0.3);
        string shortcut = project ? maker.Convolution(input, 4 * channels, (1, 1), (stride, stride)) : input;
        return maker.Relu(maker.Like("Add", [x, shortcut]));
    }
}
