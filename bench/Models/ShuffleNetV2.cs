using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Models;

/// <summary>ShuffleNet V2 1.0 at 224 x 224, normalisation folded into the convolutions.</summary>
internal static class ShuffleNetV2
{
    public static OnnxGraph Make()
    {
        var maker = new GraphMaker(seed: 22);
        string x = maker.Relu(maker.Convolution(maker.Input("input", 1, 3, 224, 224), 24, (3, 3), (2, 2)));
        x = maker.Pool("MaxPool", x, 3, 2, padding: 1);
        foreach ((int channels, int blocks) in new[] { (116, 4), (232, 8), (464, 4) })
            for (int block = 0; block < blocks; block++) x = Shuffle(maker, block == 0 ? Halve(maker, x, channels) : Keep(maker, x));
        x = maker.Relu(maker.Convolution(x, 1024, (1, 1), (1, 1)));
        maker.Output(maker.Dense(maker.MeanOverSpace(x), 1000), "output");
        return maker.Graph;
    }

    private static string Halve(GraphMaker maker, string input, int channels)
    {
        int before = maker.ShapeOf(input)[1];
        string left = maker.Convolution(input, before, (3, 3), (2, 2), groups: before);
        left = maker.Relu(maker.Convolution(left, channels / 2, (1, 1), (1, 1)));
        return maker.Concat(left, Branch(maker, input, channels / 2, stride: 2));
    }

    private static string Keep(GraphMaker maker, string input)
    {
        int[] shape = maker.ShapeOf(input);
        int half = shape[1] / 2;
        int[] halfShape = [shape[0], half, shape[2], shape[3]];
        string left = maker.Add("Slice", [input, maker.Integers(0), maker.Integers(half), maker.Integers(1)], halfShape);
        string right = maker.Add("Slice", [input, maker.Integers(half), maker.Integers(2 * half), maker.Integers(1)], halfShape);
        return maker.Concat(left, Branch(maker, right, half, stride: 1));
    }

    private static string Branch(GraphMaker maker, string input, int channels, int stride)
    {
        string x = maker.Relu(maker.Convolution(input, channels, (1, 1), (1, 1)));
        x = maker.Convolution(x, channels, (3, 3), (stride, stride), groups: channels);
        return maker.Relu(maker.Convolution(x, channels, (1, 1), (1, 1)));
    }

    /// <summary>Interleaves the channels of both halves.</summary>
    private static string Shuffle(GraphMaker maker, string input)
    {
        int[] shape = maker.ShapeOf(input);
        int half = shape[1] / 2;
        string parts = maker.Add("Reshape", [input, maker.Integers(shape[0], 2, half, shape[2], shape[3])], [shape[0], 2, half, shape[2], shape[3]]);
        string mixed = maker.Add("Transpose", [parts], [shape[0], half, 2, shape[2], shape[3]], ("perm", new long[] { 0, 2, 1, 3, 4 }));
        return maker.Add("Reshape", [mixed, maker.Integers(shape[0], shape[1], shape[2], shape[3])], shape);
    }
}
