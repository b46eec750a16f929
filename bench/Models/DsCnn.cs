using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Models;

/// <summary>Keyword spotting with depthwise separable convolutions on 49 x 10 coefficients (Zhang et al., "Hello Edge"), sizes S and L.</summary>
internal static class DsCnn
{
    private const int Keywords = 12;

    /// <summary>64 channels, four separable layers.</summary>
    public static OnnxGraph MakeSmall() => Make(seed: 64, channels: 64, layers: 4, firstStride: (2, 2), secondStride: (1, 1));

    /// <summary>276 channels, five separable layers.</summary>
    public static OnnxGraph MakeLarge() => Make(seed: 276, channels: 276, layers: 5, firstStride: (2, 1), secondStride: (2, 2));

    private static OnnxGraph Make(int seed, int channels, int layers, (int H, int W) firstStride, (int H, int W) secondStride)
    {
        var maker = new GraphMaker(seed);
        string x = maker.Relu(maker.Convolution(maker.Input("input", 1, 1, 49, 10), channels, (10, 4), firstStride));
        for (int layer = 0; layer < layers; layer++)
        {
            x = maker.Relu(maker.Convolution(x, channels, (3, 3), layer == 0 ? secondStride : (1, 1), groups: channels));
            x = maker.Relu(maker.Convolution(x, channels, (1, 1), (1, 1)));
        }

        maker.Output(maker.Dense(maker.MeanOverSpace(x), Keywords), "output");
        return maker.Graph;
    }
}
