using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace NnBridge.Cli.Golden;

/// <summary>Finds golden cases below a path: every folder with an <c>info.json</c> and a model, and every ONNX test case.</summary>
internal static class CaseFinder
{
    private const string InfoFile = "info.json";

    /// <summary>The cases below <paramref name="path"/>, which may also be a case's <c>info.json</c> or its folder; sorted by path.</summary>
    /// <exception cref="InvalidDataException">Nothing is there, or a description is malformed.</exception>
    public static ImmutableArray<GoldenCase> Find(string path)
    {
        if (File.Exists(path) && Path.GetFileName(path) == InfoFile) return Read(path);
        if (!Directory.Exists(path)) throw new InvalidDataException($"{path}: no such folder");
        ImmutableArray<GoldenCase> cases = [.. Directory.EnumerateFiles(path, InfoFile, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(f => Read(f)), .. OnnxCaseFinder.Find(path)];
        return cases.IsEmpty ? throw new InvalidDataException($"{path}: no golden case ({InfoFile}, or model.onnx with test_data_set_0) below it") : cases;
    }

    private static ImmutableArray<GoldenCase> Read(string infoPath)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(infoPath))!;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(infoPath));
            JsonElement info = document.RootElement;
            string model = FindModel(folder);
            GoldenTolerance tolerance = Text(info, "tolerance") is { } text ? GoldenTolerance.Parse(text) : GoldenTolerance.Default;
            if (!info.TryGetProperty("cases", out JsonElement cases)) return [ReadCase(info, folder, model, tolerance, Path.GetFileName(folder))];
            return [.. cases.EnumerateArray().Select(c => ReadCase(c, folder, model,
                Text(c, "tolerance") is { } own ? GoldenTolerance.Parse(own) : tolerance,
                $"{Path.GetFileName(folder)}/{Text(c, "case")}"))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{infoPath}: {e.Message}", e);
        }
    }

    private static string FindModel(string folder) =>
        Directory.EnumerateFiles(folder, "model.*").Order(StringComparer.Ordinal).FirstOrDefault()
        ?? throw new InvalidDataException($"{folder}: has {InfoFile} but no model.*");

    private static GoldenCase ReadCase(JsonElement element, string folder, string model, GoldenTolerance tolerance, string name) => new(
        name, model, Tensors(element, "inputs", folder), Tensors(element, "outputs", folder), tolerance,
        element.TryGetProperty("sequence", out JsonElement sequence) && sequence.GetBoolean(),
        Tensors(element, "fixed", folder), Tensors(element, "initial_state", folder), State(element));

    private static ImmutableArray<GoldenTensor> Tensors(JsonElement element, string property, string folder) =>
        !element.TryGetProperty(property, out JsonElement list) ? [] : [.. list.EnumerateArray().Select((t, i) => new GoldenTensor(
            Text(t, "name") ?? "",
            t.TryGetProperty("index", out JsonElement index) ? index.GetInt32() : i,
            Path.Combine(folder, Text(t, "file") ?? throw new InvalidDataException($"{folder}: {property} {i} has no file")),
            t.TryGetProperty("scale", out JsonElement scale) && scale.ValueKind == JsonValueKind.Array && scale.GetArrayLength() == 1
                ? scale[0].GetDouble() : null))];

    private static ImmutableArray<KeyValuePair<string, string>> State(JsonElement element) =>
        !element.TryGetProperty("state", out JsonElement state) ? [] : [.. state.EnumerateObject().Select(p => KeyValuePair.Create(
            p.Name, p.Value.ValueKind == JsonValueKind.Number ? p.Value.GetInt32().ToString(CultureInfo.InvariantCulture) : p.Value.GetString()!))];

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
