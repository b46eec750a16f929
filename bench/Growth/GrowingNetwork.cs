using NnBridge.Bench.Measuring;
using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Growth;

/// <summary>A kind of network that can be made of any size, out of layers so small that only their number counts.</summary>
/// <param name="Name">How tables name it.</param>
/// <param name="Sizes">The sizes to measure, smallest first.</param>
/// <param name="Make">Makes one of a size.</param>
internal sealed record GrowingNetwork(string Name, int[] Sizes, Func<int, OnnxGraph> Make)
{
    private const int Channels = 4, Side = 4;

    private static readonly int[] s_lengths = [1_000, 2_000, 5_000, 10_000], s_widths = [250, 500, 1_000, 2_000];

    /// <summary>Long ones, in layers, and wide ones, in branches.</summary>
    public static IReadOnlyList<GrowingNetwork> All { get; } =
    [
        new("chain of convolutions, rectifiers and sums", s_lengths, Chain),
        new("the same, 8 bits", s_lengths, IntegerChain),
        new("chain of transpositions, reshapes and functions", s_lengths, MovingChain),
        new("branches joined at once", s_widths, Joined),
        new("branches of one, two, ... layers, added one by one", s_widths, Added),
    ];

    private static OnnxGraph Chain(int layers)
    {
        var maker = new GraphMaker(seed: 1);
        string x = maker.Input("input", 1, Channels, Side, Side), before = x;
        for (int i = 0; i < layers; i++)
        {
            switch (i % 3)
            {
                case 0:
                    (before, x) = (x, maker.Convolution(x, Channels, (1, 1), (1, 1), gain: 0.5));
                    break;
                case 1:
                    x = maker.Relu(x);
                    break;
                default:
                    x = maker.Like("Add", [x, before]);
                    break;
            }
        }

        maker.Output(x, "output");
        return maker.Graph;
    }

    private static OnnxGraph IntegerChain(int layers)
    {
        OnnxGraph chain = Chain(layers);
        Dictionary<string, Interval> ranges = chain.Nodes.SelectMany(n => n.Outputs).Concat(chain.Inputs.Select(i => i.Name)).ToDictionary(t => t, _ => new Interval(-4, 4));
        return QdqQuantizer.Quantize(chain, ranges);
    }

    /// <summary>What passes move about, merge and cancel.</summary>
    private static OnnxGraph MovingChain(int layers)
    {
        var maker = new GraphMaker(seed: 2);
        string x = maker.Input("input", 1, Channels, Side, Side);
        for (int i = 0; i < layers; i++)
        {
            x = (i % 7) switch
            {
                0 or 3 => maker.Like("Transpose", [x], ("perm", new long[] { 0, 2, 3, 1 })),
                1 => maker.Like("Sigmoid", [x]),
                2 => maker.Like("Mul", [x, maker.Scalar(0.5f)]),
                4 => maker.Add("Reshape", [x, maker.Integers(1, Channels * Side, Side)], [1, Channels * Side, Side]),
                5 => maker.Add("Reshape", [x, maker.Integers(1, Channels, Side, Side)], [1, Channels, Side, Side]),
                _ => maker.Like("Softmax", [x], ("axis", 1L)),
            };
        }

        maker.Output(layers % 7 == 5 ? maker.Add("Reshape", [x, maker.Integers(1, Channels, Side, Side)], [1, Channels, Side, Side]) : x, "output");
        return maker.Graph;
    }

    private static OnnxGraph Joined(int branches)
    {
        var maker = new GraphMaker(seed: 3);
        string x = maker.Input("input", 1, Channels, Side, Side);
        string[] results = [.. Enumerable.Range(0, branches).Select(_ => maker.Relu(maker.Convolution(x, Channels, (1, 1), (1, 1))))];
        maker.Output(maker.Concat(results), "output");
        return maker.Graph;
    }

    private static OnnxGraph Added(int branches)
    {
        var maker = new GraphMaker(seed: 4);
        string x = maker.Input("input", 1, Channels, Side, Side);
        // All branches are there before the first sum, so that all of them need memory at once.
        string[] results = [.. Enumerable.Range(0, branches).Select(i => maker.Like(i % 2 == 0 ? "Sigmoid" : "Tanh", [maker.Convolution(x, Channels, (1, 1), (1, 1))]))];
        maker.Output(results.Aggregate((sum, branch) => maker.Like("Add", [sum, branch])), "output");
        return maker.Graph;
    }
}
