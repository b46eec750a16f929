using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Winograd;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Winograd's method gives way where its weights would take too much memory: first in layers where it saves least.</summary>
public sealed class WinogradBudgetTests
{
    /// <summary>Each takes 7 MB more by the method; together with the small one that is more than the 16 MB that any network may have.</summary>
    private const int Channels = 256, Large = 3;

    [Test]
    public void Layers_of_few_places_give_way_until_the_rest_fits()
    {
        (Subgraph subgraph, Node[] nodes) = Layers();
        Assert.That(WinogradBudget.Exceeding(subgraph, Allowed(Precision.High)), Is.EqualTo(new[] { nodes[1] }));
    }

    [Test]
    public void Nothing_gives_way_where_the_method_is_not_used()
    {
        (Subgraph subgraph, _) = Layers();
        Assert.That(WinogradBudget.Exceeding(subgraph, Allowed(Precision.Strict)), Is.Empty);
    }

    [Test]
    public void Large_networks_may_take_more()
    {
        (Subgraph subgraph, _) = Layers(others: 40 << 20);
        Assert.That(WinogradBudget.Exceeding(subgraph, Allowed(Precision.High)), Is.Empty);
    }

    private static Allowance Allowed(Precision precision) => new() { Precision = precision };

    /// <summary>A layer of many places and few channels, and some of many channels: the second of all has the fewest places.</summary>
    /// <param name="others">Bytes of weights that the method does not suit.</param>
    private static (Subgraph Subgraph, Node[] Nodes) Layers(int others = 0)
    {
        var builder = new NetworkBuilder("layers");
        builder.Output(Layer(builder, "many", 56, 64));
        for (int i = 0; i < Large; i++) builder.Output(Layer(builder, $"large {i}", 14 + i, Channels));
        if (others > 0)
        {
            Value x = builder.Input("row", new TensorInfo(ElementType.Float32, [1, 1024]));
            builder.Output(builder.Add("row", new FullyConnected(), [x, Zeros(builder, "matrix", [others / 4096, 1024])]));
        }

        Network network = builder.Build();
        return (new Subgraph(network.Nodes, network.Inputs, network.Outputs), [.. network.Nodes]);
    }

    private static Value Layer(NetworkBuilder builder, string name, int side, int channels)
    {
        Value x = builder.Input(name, new TensorInfo(ElementType.Float32, [1, side, side, channels]));
        return builder.Add(name, new Convolution([1, 1], [1, 1], Padding.SameUpper), [x, Zeros(builder, $"{name}/weights", [channels, 3, 3, channels])]);
    }

    private static Value Zeros(NetworkBuilder builder, string name, Shape shape)
    {
        var info = new TensorInfo(ElementType.Float32, shape);
        return builder.Constant(name, new Tensor(info, new byte[info.ByteCount]));
    }
}
