using NnBridge.Bench.Measuring;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Models;
using NnBridge.Bench.Onnx;
using NnBridge.Runtime;

namespace NnBridge.Bench.Tests;

/// <summary>Once a session has run, it runs without managed memory: nothing of it ever makes the garbage collector stop an app.</summary>
[NonParallelizable]
public sealed class AllocationTests
{
    /// <summary>A thread allocates once where it is the first to come to some code: at another part of the work in every run.</summary>
    private const int Rounds = 20;

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
            using var contender = new NnBridgeContender(file, new Dictionary<string, Tensor>(), new CompileOptions { Threads = threads });
            (long Caller, long Worker) least = (long.MaxValue, long.MaxValue);
            for (int round = 0; round < Rounds && least != (0, 0); round++)
            {
                contender.Run();
                (long caller, long worker) = KernelThreads.AllocatedBytes(threads);
                contender.Run();
                (long callerAfter, long workerAfter) = KernelThreads.AllocatedBytes(threads);
                least = (Math.Min(least.Caller, callerAfter - caller), Math.Min(least.Worker, workerAfter - worker));
            }

            Assert.That(least, Is.EqualTo((0L, 0L)), $"{s_networks[network].Name} on {contender.Placement}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static OnnxGraph Quantized(OnnxGraph graph) =>
        QdqQuantizer.Quantize(graph, graph.Nodes.SelectMany(n => n.Outputs).Concat(graph.Inputs.Select(i => i.Name)).ToDictionary(t => t, _ => new Interval(-4, 4)));
}
