using NnBridge.Parsers.Onnx;
using NnBridge.Parsers.Onnx.Ml;
using NnBridge.Parsers.Tests.Onnx.Recorded;
using NnBridge.TestKit;
using static NnBridge.Parsers.Tests.Onnx.OnnxModelBuilder;

namespace NnBridge.Parsers.Tests.Onnx;

/// <summary>
/// Spoiled files end in an exception that says so, or in a network; never otherwise, never slowly, never with much memory.
/// <c>dotnet test tests/Parsers.Tests --filter TestCategory=Sweep</c> runs the long version.
/// </summary>
public sealed class OnnxHostileInputTests
{
    private const int Seed = 20_240_602;
    private const int ShortRounds = 4_000;
    private const int LongRounds = 200_000;

    /// <summary>Messages take about a hundred times their bytes when they are nearly empty; the network and its messages come on top.</summary>
    private const int HeapBytesPerFileByte = 1024;

    private static readonly Type[] Allowed = [typeof(InvalidModelException), typeof(InvalidNetworkException), typeof(UnsupportedOperatorException)];

    private static List<(string Name, byte[] Bytes)> Models =>
    [
        ("convolution", new OnnxModelBuilder().Input("x", 1, 3, 8, 8).Floats("w", [4, 3, 3, 3], new float[108])
            .Node("Conv", ["x", "w"], ["c"], Ints("pads", 1, 1, 1, 1)).Node("Relu", ["c"], ["r"])
            .Node("MaxPool", ["r"], ["p"], Ints("kernel_shape", 2, 2), Ints("strides", 2, 2)).Node("Flatten", ["p"], ["y"]).Output("y").ToBytes()),
        ("slices", new OnnxModelBuilder().Input("x", -1, 6).Integers("b", 0, 1).Integers("e", 3, 5).Node("Slice", ["x", "b", "e"], ["s"])
            .Node("Shape", ["x"], ["n"]).Integers("k", 0).Node("Gather", ["n", "k"], ["m"]).Node("Reshape", ["s", "n2"], ["y"]).Integers("n2", -1).Output("y", "m").ToBytes()),
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Onnx", "Recorded"), "*.txt").Order(StringComparer.Ordinal)
            .SelectMany(RecordedCase.Read).Select(c => (c.Name, c.Model)),
        .. SharedCorpus.Models("onnx", "*.onnx").Select(p => (Path.GetFileName(Path.GetDirectoryName(p))!, File.ReadAllBytes(p))).Where(m => m.Item2.Length < 100_000),
    ];

    [Test]
    public void Every_truncation_of_a_small_model_is_refused_or_read()
    {
        var sweep = new HostileSweep(Parse, Allowed, HeapBytesPerFileByte);
        foreach ((string name, byte[] bytes) in Models.Take(2)) sweep.Truncate(name, bytes, step: 1);
        TestContext.Out.WriteLine(sweep);
        Assert.That(sweep.Failures, Is.Empty);
        Assert.That(sweep.Outcomes[nameof(InvalidModelException)], Is.GreaterThan(sweep.Outcomes.GetValueOrDefault(HostileSweep.Read)));
    }

    [Test]
    public void Mutations_are_parsed_or_refused() => Run(ShortRounds);

    [Test, Explicit("the long version"), Category("Sweep")]
    public void Many_mutations_are_parsed_or_refused() => Run(LongRounds);

    private static void Run(int rounds)
    {
        var sweep = new HostileSweep(Parse, Allowed, HeapBytesPerFileByte);
        List<(string Name, byte[] Bytes)> models = Models;
        for (int round = 0; round < rounds; round++)
        {
            (string name, byte[] bytes) = models[round % models.Count];
            sweep.Mutate(name, bytes, [], [], Seed + round);
        }

        TestContext.Out.WriteLine($"{models.Count} models: {sweep}");
        Assert.That(sweep.Failures, Is.Empty);
        Assert.That(sweep.Outcomes[nameof(InvalidModelException)], Is.GreaterThan(rounds / 20), "damage must matter");
    }

    private static void Parse(ReadOnlyMemory<byte> bytes) => new OnnxParser { Modules = [new OnnxMlOperators()] }.Parse(new ModelSource("spoiled.onnx", bytes), new ParseOptions());
}
