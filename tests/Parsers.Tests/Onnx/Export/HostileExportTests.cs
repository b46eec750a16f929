using NnBridge.Parsers.Onnx;
using NnBridge.Parsers.Tests.Onnx.Recorded;
using NnBridge.Parsers.Tests.TfLite;
using NnBridge.Parsers.TfLite;
using NnBridge.TestKit;

namespace NnBridge.Parsers.Tests.Onnx.Export;

/// <summary>
/// Networks of spoiled files that a parser lets pass are written, or refused with an exception that says so.
/// <c>dotnet test tests/Parsers.Tests --filter TestCategory=Sweep</c> runs the long version.
/// </summary>
public sealed class HostileExportTests
{
    private const int Seed = 20_240_603;
    private const int ShortRounds = 4_000;
    private const int LongRounds = 100_000;

    /// <summary>The network, and the model in messages; operators are written once per operator set that is tried.</summary>
    private const int HeapBytesPerFileByte = 4096;

    private static readonly Type[] Allowed = [typeof(InvalidModelException), typeof(InvalidNetworkException), typeof(UnsupportedOperatorException)];

    [Test]
    public void Networks_of_spoiled_files_are_written_or_refused() => Run(ShortRounds);

    [Test, Explicit("the long version"), Category("Sweep")]
    public void Networks_of_many_spoiled_files_are_written_or_refused() => Run(LongRounds);

    private static void Run(int rounds)
    {
        List<(string Name, byte[] Bytes)> tflite = [.. SampleModels.All, .. Corpus("tflite")];
        List<(string Name, byte[] Bytes)> onnx =
        [
            .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Onnx", "Recorded"), "*.txt").Order(StringComparer.Ordinal)
                .SelectMany(RecordedCase.Read).Select(c => (c.Name, c.Model)),
            .. Corpus("onnx"),
        ];
        Sweep(new TfLiteParser(), tflite, FieldLocator.Find, rounds / 2);
        Sweep(new OnnxParser(), onnx, _ => [], rounds / 2);
    }

    private static IEnumerable<(string, byte[])> Corpus(string format) => SharedCorpus.Models(format, $"*.{format}")
        .Select(p => (Path.GetFileName(Path.GetDirectoryName(p))!, File.ReadAllBytes(p))).Where(m => m.Item2.Length < 100_000);

    private static void Sweep(IModelParser parser, List<(string Name, byte[] Bytes)> models, Func<byte[], List<System.Range>> find, int rounds)
    {
        var sweep = new HostileSweep(bytes => Write(parser, bytes), Allowed, HeapBytesPerFileByte);
        List<System.Range>[] fields = [.. models.Select(m => find(m.Bytes))];
        for (int round = 0; round < rounds; round++)
        {
            int i = round % models.Count;
            sweep.Mutate(models[i].Name, models[i].Bytes, fields[i], fields[i], Seed + round);
        }

        TestContext.Out.WriteLine($"{parser.Format}, {models.Count} models: {sweep}");
        Assert.That(sweep.Failures, Is.Empty);
        Assert.That(sweep.Outcomes[HostileSweep.Read], Is.GreaterThan(rounds / 40), "damage must get as far as the exporter");
    }

    private static void Write(IModelParser parser, ReadOnlyMemory<byte> bytes) =>
        new OnnxExporter().Export(parser.Parse(new ModelSource("spoiled", bytes), new ParseOptions()), Stream.Null);
}
