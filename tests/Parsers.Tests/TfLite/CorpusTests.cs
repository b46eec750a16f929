using System.Text.Json;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.TestKit;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>Real models are read as their descriptions, made with other tools, say.</summary>
public sealed class CorpusTests
{
    [Test]
    public void Models_hold_the_operators_and_inputs_of_their_descriptions()
    {
        IReadOnlyList<string> models = SharedCorpus.Models("tflite", "*.tflite");
        if (models.Count == 0) Assert.Ignore("no corpus beside the checkout, set NNBRIDGE_SHARED");
        foreach (string path in models)
        {
            TfLiteModel model = TfLiteReader.Read(File.ReadAllBytes(path), new ParseOptions().ElementBudget);
            using JsonDocument info = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "info.json")));
            Assert.Multiple(() => Compare(model, info.RootElement, path));
        }
    }

    private static void Compare(TfLiteModel model, JsonElement info, string path)
    {
        Assert.That(model.Subgraphs, Has.Length.EqualTo(info.GetProperty("subgraphs").GetInt32()), path);
        TfLiteSubgraph graph = model.Subgraphs[0];
        Dictionary<string, int> counts = model.Subgraphs.SelectMany(s => s.Operators)
            .GroupBy(o => o.Code == TfLiteBuiltinOperator.CUSTOM ? $"CUSTOM:{o.CustomCode}" : o.Name)
            .ToDictionary(g => g.Key, g => g.Count());
        Dictionary<string, int> expected = info.GetProperty("ops").EnumerateObject().ToDictionary(o => o.Name, o => o.Value.GetInt32());
        Assert.That(counts, Is.EquivalentTo(expected), path);
        foreach (JsonElement input in info.GetProperty("cases")[0].GetProperty("inputs").EnumerateArray())
        {
            string name = input.GetProperty("name").GetString()!;
            TfLiteTensor? tensor = graph.Inputs.Select(i => graph.Tensors[i]).FirstOrDefault(t => t.Name == name);
            Assert.That(tensor, Is.Not.Null, $"{path}: {name}");
            if (!input.TryGetProperty("scale", out JsonElement scales) || scales.ValueKind != JsonValueKind.Array) continue;
            Assert.That(tensor!.Quantization?.Scales ?? default,
                Is.EqualTo(scales.EnumerateArray().Select(s => s.GetSingle()).ToValueList()), path);
            Assert.That(tensor.Quantization?.ZeroPoints ?? default,
                Is.EqualTo(input.GetProperty("zero_point").EnumerateArray().Select(z => z.GetInt64()).ToValueList()), path);
        }
    }
}
