using System.CommandLine;
using NnBridge.Cli.Commands;
using NnBridge.Ops;
using NnBridge.Parsers.Onnx;

namespace NnBridge.Cli.Tests;

/// <summary><c>nnbridge convert</c>.</summary>
public sealed class ConvertTests
{
    private string _folder = "";

    private string Model => Path.Combine(_folder, "model.onnx");

    private string Target => Path.Combine(_folder, "out.onnx");

    [SetUp]
    public void CreateModel()
    {
        _folder = Directory.CreateTempSubdirectory("nnbridge-convert").FullName;
        var builder = new NetworkBuilder("doubled");
        Value x = builder.Input("x", new TensorInfo(ElementType.Float32, [2]));
        builder.Output(builder.Add("y", new Binary(BinaryKind.Add), [x, x]));
        using FileStream file = File.Create(Model);
        new OnnxExporter().Export(builder.Build(), file);
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_model_is_written_and_can_be_read_again()
    {
        Assert.That(Convert(Model, "-o", Target), Is.EqualTo(ExitCode.Done));
        Network network = new OnnxParser().Parse(new ModelSource("out.onnx", File.ReadAllBytes(Target)), new ParseOptions());
        Assert.That(network.Nodes.Select(n => n.Op), Is.EqualTo(new[] { new Binary(BinaryKind.Add) }));
        Assert.That(network.Inputs.Single().Name, Is.EqualTo("x"));
        Assert.That(network.OutputNames.Single(), Is.EqualTo("y"));
        Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(2));
    }

    [Test]
    public void The_model_itself_is_not_overwritten()
    {
        byte[] before = File.ReadAllBytes(Model);
        string link = Path.Combine(_folder, "link.onnx");
        File.CreateSymbolicLink(link, Model);
        Assert.That(Convert(Model, "-o", Path.Combine(_folder, ".", "model.onnx")), Is.EqualTo(ExitCode.Usage));
        Assert.That(Convert(Model, "-o", link), Is.EqualTo(ExitCode.Usage));
        Assert.That(File.ReadAllBytes(Model), Is.EqualTo(before));
    }

    [Test]
    public void What_was_there_stays_when_the_model_cannot_be_read()
    {
        File.WriteAllText(Target, "kept");
        string broken = Path.Combine(_folder, "broken.onnx");
        File.WriteAllBytes(broken, [1, 2, 3]);
        Assert.That(Convert(broken, "-o", Target), Is.EqualTo(ExitCode.Failed));
        Assert.That(File.ReadAllText(Target), Is.EqualTo("kept"));
    }

    [TestCase("--opset", "7")]
    [TestCase("--opset", "99")]
    [TestCase("--shape", "z=1x2")]
    public void Wrong_usage_writes_nothing(string option, string value)
    {
        Assert.That(Convert(Model, "-o", Target, option, value), Is.EqualTo(ExitCode.Usage));
        Assert.That(File.Exists(Target), Is.False);
    }

    private static int Convert(params string[] arguments) => CommandRunner.Invoke(new RootCommand { ConvertCommand.Create() }, ["convert", .. arguments]);
}
