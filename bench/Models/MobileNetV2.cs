using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Models;

/// <summary>MobileNetV2 1.0 at 224 x 224, normalisation folded into the convolutions.</summary>
internal static class MobileNetV2
{
    public static OnnxGraph Make()
    {
        var maker = new GraphMaker(seed: 2);
        string x = maker.Relu6(maker.Convolution(maker.Input("input", 1, 3, 224, 224), 32, (3, 3), (2, 2)));
        foreach ((int expansion, int channels, int blocks, int stride) in
            new[] { (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1) })
            for (int block = 0; block < blocks; block++) x = InvertedResidual(maker, x, expansion, channels, block == 0 ? stride : 1);
        x = maker.Relu6(maker.Convolution(x, 1280, (1, 1), (1, 1)));
        maker.Output(maker.Dense(maker.MeanOverSpace(x), 1000), "output");
        return maker.Graph;
    }

    private static string InvertedResidual(GraphMaker maker, string input, int expansion, int channels, int stride)
    {
        int before = maker.ShapeOf(input)[1], wide = before * expansion;
        string x = expansion == 1 ? input : maker.Relu6(maker.Convolution(input, wide, (1, 1), (1, 1)));
        x = maker.Relu6(maker.Convolution(x, wide, (3, 3), (stride, stride), groups: wide));
        x = maker.Convolution(x, channels, (1, 1), (1, 1), gain: 0.3);
        return stride == 1 && before == channels ? maker.Like("Add", [x, input]) : x;
    }
}
