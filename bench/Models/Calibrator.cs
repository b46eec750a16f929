using System.Collections.Immutable;
using NnBridge.Bench.Contenders;
using NnBridge.Bench.Measuring;
using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Models;

/// <summary>Finds out how large the values in a graph become, with ONNX Runtime and random inputs.</summary>
internal static class Calibrator
{
    /// <summary>Smallest and largest value of every tensor.</summary>
    /// <param name="graph">A float graph.</param>
    /// <param name="folder">Where a file may be written for a moment.</param>
    public static IReadOnlyDictionary<string, Interval> Ranges(OnnxGraph graph, string folder)
    {
        var observed = new OnnxGraph();
        observed.Inputs.AddRange(graph.Inputs);
        observed.Nodes.AddRange(graph.Nodes);
        foreach ((string name, Tensor tensor) in graph.Constants) observed.Constants.Add(name, tensor);
        foreach (string tensor in graph.Nodes.SelectMany(n => n.Outputs)) observed.Outputs.Add((tensor, new TensorInfo(ElementType.Float32, Shape.Unranked)));

        string path = Path.Combine(folder, $"calibration-{Environment.ProcessId}.onnx");
        try
        {
            OnnxFile.Write(observed, path);
            using var engine = new OrtContender(path, ImmutableDictionary<string, string>.Empty, EngineSettings.OneThread);
            engine.Run();
            var ranges = engine.Inputs.ToDictionary(i => i.Key, i => RangeOf(i.Value));
            foreach ((string name, Tensor value) in engine.ReadOutputs()) ranges[name] = RangeOf(value);
            return ranges;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Interval RangeOf(Tensor tensor)
    {
        double[] values = TensorBuffer.OfConstant(tensor).ToDoubles();
        return new Interval(values.Min(), values.Max());
    }
}
