using System.Runtime.InteropServices;
using NnBridge.Parsers.TfLite;
using NnBridge.Parsers.TfLite.FlatBuffers;
using NnBridge.Parsers.TfLite.Mapping;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.TestKit;

namespace NnBridge.Parsers.Tests.TfLite;

/// <summary>
/// Spoiled files end in an exception that says so, or in a model; never otherwise, never slowly, never with much memory.
/// <c>dotnet test tests/Parsers.Tests --filter TestCategory=Sweep</c> runs the long version.
/// </summary>
public sealed class HostileInputTests
{
    private const int Seed = 20_240_601;
    private const int ShortRounds = 4_000;
    private const int LongRounds = 200_000;

    /// <summary>The records, the network, and reasons and messages for all that is refused.</summary>
    private const int ParserHeapBytesPerFileByte = 256;

    private static List<(string Name, byte[] Bytes)> Models =>
    [
        .. SampleModels.All,
        .. SharedCorpus.Models("tflite", "*.tflite").Select(p => (Path.GetFileName(Path.GetDirectoryName(p))!, File.ReadAllBytes(p))),
    ];

    [Test]
    public void Every_truncation_of_a_small_model_is_refused_or_read()
    {
        HostileSweep sweep = ReaderSweep();
        foreach ((string name, byte[] bytes) in SampleModels.All) sweep.Truncate(name, bytes, step: 1);
        TestContext.Out.WriteLine(sweep);
        Assert.That(sweep.Failures, Is.Empty);
        Assert.That(sweep.Outcomes[nameof(InvalidModelException)], Is.GreaterThan(sweep.Outcomes.GetValueOrDefault(HostileSweep.Read)));
    }

    [Test]
    public void Mutations_are_read_or_refused_as_malformed() => Run(ReaderSweep(), ShortRounds);

    [Test]
    public void Mutations_are_parsed_or_refused() => Run(ParserSweep(), ShortRounds);

    [Test, Explicit("the long version"), Category("Sweep")]
    public void Many_mutations_are_read_or_refused_as_malformed() => Run(ReaderSweep(), LongRounds);

    [Test, Explicit("the long version"), Category("Sweep")]
    public void Many_mutations_are_parsed_or_refused() => Run(ParserSweep(), LongRounds);

    private static HostileSweep ReaderSweep() => new(ReadEverything, [typeof(InvalidModelException)], FlatBudget.HeapBytesPerFileByte);

    private static HostileSweep ParserSweep() => new(ParseEverything,
        [typeof(InvalidModelException), typeof(InvalidNetworkException), typeof(UnsupportedOperatorException)], ParserHeapBytesPerFileByte);

    private static void ParseEverything(ReadOnlyMemory<byte> bytes)
    {
        var parser = new TfLiteParser();
        var source = new ModelSource("spoiled.tflite", bytes);
        parser.Summarize(source);
        parser.Parse(source, new ParseOptions());
    }

    private static void ReadEverything(ReadOnlyMemory<byte> bytes)
    {
        TfLiteModel model = TfLiteReader.Read(bytes, new ParseOptions().ElementBudget);
        foreach (TfLiteOperator op in model.Subgraphs.SelectMany(s => s.Operators))
            if (op.Code == TfLiteBuiltinOperator.CUSTOM && !MediaPipeMapping.Customs.ContainsKey(op.CustomCode)) op.CustomMap();
    }

    private static void Run(HostileSweep sweep, int rounds)
    {
        List<(string Name, byte[] Bytes)> models = Models;
        List<Range>[] structures = [.. models.Select(m => Structure(m.Bytes))];
        List<Range>[] fields = [.. models.Select(m => FieldLocator.Find(m.Bytes))];
        for (int round = 0; round < rounds; round++)
        {
            int i = round % models.Count;
            sweep.Mutate(models[i].Name, models[i].Bytes, structures[i], fields[i], Seed + round);
        }

        TestContext.Out.WriteLine($"{models.Count} models: {sweep}");
        Assert.That(sweep.Failures, Is.Empty);
        Assert.That(sweep.Outcomes[nameof(InvalidModelException)], Is.InRange(rounds / 10, rounds * 2 / 3),
            "damage must matter, but not always be fatal");
    }

    /// <summary>The ranges of a file that are not content of tensors.</summary>
    private static List<Range> Structure(byte[] bytes)
    {
        var contents = new SortedDictionary<int, int>();
        foreach (TfLiteTensor tensor in TfLiteReader.Read(bytes, new ParseOptions().ElementBudget).Subgraphs.SelectMany(s => s.Tensors))
            if (tensor.Data is { IsEmpty: false } data && MemoryMarshal.TryGetArray(data, out ArraySegment<byte> segment))
                contents[segment.Offset] = segment.Count;
        var ranges = new List<Range>();
        int at = 0;
        foreach ((int start, int size) in contents)
        {
            if (start > at) ranges.Add(at..start);
            at = Math.Max(at, start + size);
        }

        if (at < bytes.Length) ranges.Add(at..bytes.Length);
        return ranges;
    }
}
