using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>Compiles and runs a small network in the background, so that .NET has loaded the code of it when the first model has been read.</summary>
/// <remarks>
/// Most of the time in which the first network of a process is compiled goes into loading code, on one processor, while others have nothing
/// to do. The network is of the layers that most models begin with; what another model needs besides is loaded when it is met.
/// </remarks>
internal static class Rehearsal
{
    private const int Side = 16, Channels = 32, Classes = 8;

    private static int s_begun;

    /// <summary>Begins, once in a process, where a processor is free for it and code has to be loaded.</summary>
    /// <param name="backend">Compiles and runs.</param>
    public static void Begin(IBackend backend)
    {
        if (Environment.ProcessorCount == 1 || !RuntimeFeature.IsDynamicCodeCompiled || Interlocked.Exchange(ref s_begun, 1) != 0) return;
        new Thread(() => Try(backend)) { IsBackground = true, Name = "NnBridge rehearsal" }.Start();
    }

    private static void Try(IBackend backend)
    {
        try
        {
            Run(backend);
        }
#pragma warning disable CA1031 // Nobody asked for it: what fails here fails where somebody asks for it, with an error for them.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>Compiles the network and runs it.</summary>
    public static void Run(IBackend backend)
    {
        Network network = Layers();
        foreach (Node node in network.Nodes) backend.Supports(node);
        using ICompiledSubgraph compiled = backend.Compile(new Subgraph(network.Nodes, network.Inputs, network.Outputs), new CompileContext());
        using ISubgraphExecutor executor = compiled.CreateExecutor(new byte[compiled.WorkspaceBytes]);
        executor.Run(Buffers(network.Inputs), Buffers(network.Outputs), new RunContext());
    }

    private static TensorBuffer[] Buffers(ImmutableArray<Value> values)
    {
        var buffers = new TensorBuffer[values.Length];
        for (int i = 0; i < buffers.Length; i++) buffers[i] = new TensorBuffer(values[i].Info, new byte[values[i].Info.ByteCount]);
        return buffers;
    }

    private static Network Layers()
    {
        var builder = new NetworkBuilder("rehearsal");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [1, Side, Side, 3]));
        Value first = builder.Add("first", new Convolution([2, 2], [1, 1], Padding.SameUpper) { Activation = Activation.Relu6 }, [x, Weights("a", Channels, 3, 3, 3), Weights("b", Channels)]);
        Value depthwise = builder.Add("depthwise", new DepthwiseConvolution([1, 1], [1, 1], Padding.SameUpper) { Activation = Activation.Relu6 },
            [first, Weights("c", 1, 3, 3, Channels), Weights("d", Channels)]);
        Value projected = builder.Add("projected", new Convolution([1, 1], [1, 1], Padding.Valid), [depthwise, Weights("e", Channels, 1, 1, Channels), Weights("f", Channels)]);
        Value sum = builder.Add("sum", new Binary(BinaryKind.Add), [projected, first]);
        Value pooled = builder.Add("pooled", new Reduce(ReduceKind.Mean), [sum, builder.Constant("places", Tensor.FromInt64(1, 2))]);
        Value features = builder.Add("features", new Reshape(), [pooled, builder.Constant("shape", Tensor.FromInt64(1, Channels))]);
        builder.Output(builder.Add("scores", new FullyConnected(), [features, Weights("g", Classes, Channels), Weights("h", Classes)]));
        return builder.Build();

        Value Weights(string name, params ReadOnlySpan<int> sizes)
        {
            var info = new TensorInfo(ElementType.Float32, Shape.Of(sizes));
            return builder.Constant(name, new Tensor(info, new byte[info.ByteCount]));
        }
    }
}
