using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Models;

/// <summary>GoogLeNet (Inception v1) at 224 x 224.</summary>
internal static class GoogLeNet
{
    /// <summary>Channels of a module: 1 x 1; before and of 3 x 3; before and of the large window (3 x 3, as it is trained today); after pooling.</summary>
    private static readonly (int One, int Before3, int Three, int BeforeLarge, int Large, int Pool, bool ThenHalve)[] Modules =
    [
        (64, 96, 128, 16, 32, 32, false), (128, 128, 192, 32, 96, 64, true),
        (192, 96, 208, 16, 48, 64, false), (160, 112, 224, 24, 64, 64, false), (128, 128, 256, 24, 64, 64, false),
        (112, 144, 288, 32, 64, 64, false), (256, 160, 320, 32, 128, 128, true),
        (256, 160, 320, 32, 128, 128, false), (384, 192, 384, 48, 128, 128, false),
    ];

    public static OnnxGraph Make()
    {
        var maker = new GraphMaker(seed: 9);
        string x = Layer(maker, maker.Input("input", 1, 3, 224, 224), 64, 7, 2);
        x = Layer(maker, maker.Pool("MaxPool", x, 3, 2, padding: 1), 64, 1);
        x = maker.Pool("MaxPool", Layer(maker, x, 192, 3), 3, 2, padding: 1);
        foreach ((int one, int before3, int three, int beforeLarge, int large, int pool, bool thenHalve) in Modules)
        {
            string pooled = maker.Pool("MaxPool", x, 3, 1, padding: 1);
            x = maker.Concat(Layer(maker, x, one, 1), Layer(maker, Layer(maker, x, before3, 1), three, 3),
                Layer(maker, Layer(maker, x, beforeLarge, 1), large, 3), Layer(maker, pooled, pool, 1));
            if (thenHalve) x = maker.Pool("MaxPool", x, 3, 2, padding: 1);
        }

        maker.Output(maker.Dense(maker.MeanOverSpace(x), 1000), "output");
        return maker.Graph;
    }

    private static string Layer(GraphMaker maker, string input, int channels, int size, int stride = 1) =>
        maker.Relu(maker.Convolution(input, channels, (size, size), (stride, stride)));
}
