using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace NnBridge.Cli.Golden;

/// <summary>Finds ONNX test cases: folders with <c>model.onnx</c> and <c>test_data_set_K/input_i.pb</c>, <c>output_i.pb</c>.</summary>
internal static class OnnxCaseFinder
{
    private const string Model = "model.onnx";
    private const string DataSets = "test_data_set_*";
    private const string TolerancesFile = "tolerances.json";

    /// <summary>Folders around a case in which the file with tolerances may lie.</summary>
    private const int FoldersAround = 3;

    /// <summary>What ONNX's own test runner takes when nothing is said.</summary>
    private static readonly (double Relative, double Absolute) Default = (1e-3, 1e-7);

    /// <summary>Cases that draw random numbers: type and shape of what comes out are all that can be expected.</summary>
    private static readonly string[] Random = ["test_bernoulli"];

    /// <summary>The cases below <paramref name="path"/>, sorted by path; empty when there is none.</summary>
    /// <exception cref="InvalidDataException">A file with tolerances is malformed.</exception>
    public static ImmutableArray<GoldenCase> Find(string path)
    {
        var tolerances = new Dictionary<string, FrozenDictionary<string, (double, double)>?>(StringComparer.Ordinal);
        return [.. Directory.EnumerateFiles(path, Model, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(model => Read(model, ToleranceOf(Path.GetDirectoryName(Path.GetFullPath(model))!, tolerances)))];
    }

    private static IEnumerable<GoldenCase> Read(string model, GoldenTolerance tolerance)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(model))!;
        foreach (string set in Directory.EnumerateDirectories(folder, DataSets).Order(StringComparer.Ordinal))
            yield return new GoldenCase($"{Path.GetFileName(folder)}/{Path.GetFileName(set)}", model, Tensors(set, "input"), Tensors(set, "output"),
                tolerance, false, [], [], []);
    }

    private static ImmutableArray<GoldenTensor> Tensors(string set, string kind) =>
        [.. Directory.EnumerateFiles(set, $"{kind}_*{TensorFile.Protobuf}")
            .Select(file => new GoldenTensor("", Number(file), file, null))
            .OrderBy(tensor => tensor.Index)];

    private static int Number(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        return int.TryParse(name[(name.LastIndexOf('_') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : throw new InvalidDataException($"{file}: the name does not end in a number");
    }

    private static GoldenTolerance ToleranceOf(string folder, Dictionary<string, FrozenDictionary<string, (double, double)>?> files)
    {
        string name = Path.GetFileName(folder);
        if (Random.Any(r => name.StartsWith(r, StringComparison.Ordinal))) return Tolerance((0, 1));
        DirectoryInfo? around = Directory.GetParent(folder);
        for (int i = 0; i < FoldersAround && around is not null; i++, around = around.Parent)
        {
            if (!files.TryGetValue(around.FullName, out FrozenDictionary<string, (double, double)>? known))
                files[around.FullName] = known = ReadTolerances(Path.Combine(around.FullName, TolerancesFile));
            if (known is not null && known.TryGetValue(name, out (double, double) found)) return Tolerance(found);
        }

        return Tolerance(Default);
    }

    private static GoldenTolerance Tolerance((double Relative, double Absolute) numbers) =>
        GoldenTolerance.Parse(FormattableString.Invariant($"rtol={numbers.Relative}, atol={numbers.Absolute}"));

    /// <summary>Per case its relative and absolute tolerance; null when there is no such file.</summary>
    private static FrozenDictionary<string, (double, double)>? ReadTolerances(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.EnumerateObject().ToFrozenDictionary(p => p.Name, p => (p.Value[0].GetDouble(), p.Value[1].GetDouble()), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
