using System.Collections.Immutable;
using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Models;

/// <summary>Networks that everybody knows, with random weights: made here and kept in the cache folder.</summary>
internal static class CoreSuite
{
    // Files of another revision are not used again: raise it with any change of what is written.
    private const int Revision = 2;

    private static readonly (string Name, Func<OnnxGraph> Make, bool HasInteger)[] Networks =
    [
        ("resnet50", ResNet50.Make, true),
        ("mobilenet_v2", MobileNetV2.Make, true),
        ("ds_cnn_s", DsCnn.MakeSmall, true),
        ("ds_cnn_l", DsCnn.MakeLarge, true),
        ("lstm_256x2", StackedLstm.Make, false),
        ("bert_base_layer", BertLayer.Make, true),
        ("squeezenet", SqueezeNet.Make, false),
        ("densenet121", DenseNet121.Make, false),
        ("googlenet", GoogLeNet.Make, false),
        ("shufflenet_v2", ShuffleNetV2.Make, false),
    ];

    /// <summary>The models, float and integer; made when they are not in the cache yet.</summary>
    public static IEnumerable<ModelCase> Models(string cacheFolder)
    {
        string folder = Path.Combine(cacheFolder, $"core-{Revision}");
        Directory.CreateDirectory(folder);
        foreach ((string name, Func<OnnxGraph> make, bool hasInteger) in Networks)
        {
            yield return Case(name, Cached(folder, name, make), isInteger: false);
            if (hasInteger) yield return Case($"{name}_int8", Cached(folder, $"{name}_int8", () => Quantize(make(), folder)), isInteger: true);
        }
    }

    private static OnnxGraph Quantize(OnnxGraph graph, string folder) => QdqQuantizer.Quantize(graph, Calibrator.Ranges(graph, folder));

    private static ModelCase Case(string name, string path, bool isInteger) => new(name, path, isInteger, ImmutableDictionary<string, string>.Empty);

    private static string Cached(string folder, string name, Func<OnnxGraph> make)
    {
        string path = Path.Combine(folder, $"{name}.onnx");
        if (File.Exists(path)) return path;
        string partial = $"{path}.{Environment.ProcessId}";
        OnnxFile.Write(make(), partial);
        File.Move(partial, path, overwrite: true);
        return path;
    }
}
