using NnBridge.Bench.Contenders;
using NnBridge.Bench.Measuring;
using NnBridge.Bench.Models;
using NnBridge.Bench.Onnx;
using NnBridge.Runtime;

namespace NnBridge.Bench.Tests;

/// <summary>Once a session has run, it runs without managed memory: nothing of it ever makes the garbage collector stop an app.</summary>
/// <remarks>
/// Counted is what the calling thread allocates, which runs parts of every kernel; that workers need nothing beside these parts has a test of its
/// own. Other threads of this process belong to the test host, which allocates several times a second.
/// </remarks>
[NonParallelizable]
public sealed class AllocationTests
{
    private static readonly (string Name, Func<OnnxGraph> Make)[] s_networks =
    [
        ("DS-CNN", DsCnn.MakeSmall), ("MobileNetV2", MobileNetV2.Make), ("SqueezeNet", SqueezeNet.Make), ("ShuffleNetV2", ShuffleNetV2.Make),
        ("LSTM", StackedLstm.Make), ("BERT layer", BertLayer.Make),
        ("DS-CNN, 8 bits", () => Quantized(DsCnn.MakeSmall())), ("MobileNetV2, 8 bits", () => Quantized(MobileNetV2.Make())),
    ];

    [Test]
    public void A_run_allocates_nothing([Values(0, 1, 2, 3, 4, 5, 6, 7)] int network, [Values(1, 2)] int threads)
    {
        string file = Path.Combine(Path.GetTempPath(), $"nnbridge-allocation-{Environment.ProcessId}.onnx");
        try
        {
            OnnxFile.Write(s_networks[network].Make(), file);
            using var contender = new NnBridgeContender(file, new Dictionary<string, Tensor>(), new Dictionary<string, Shape>(), new CompileOptions { Threads = threads });
            Assert.That(Allocation.Of(contender, runs: 2).Own, Is.Zero, $"{s_networks[network].Name} on {contender.Placement}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static OnnxGraph Quantized(OnnxGraph graph) =>
        QdqQuantizer.Quantize(graph, graph.Nodes.SelectMany(n => n.Outputs).Concat(graph.Inputs.Select(i => i.Name)).ToDictionary(t => t, _ => new Interval(-4, 4)));
}
