using NnBridge.TestKit.TfLite;

namespace NnBridge.Packages.Tests;

/// <summary>An app that knows the packages and nothing else.</summary>
[CancelAfter(300_000)]
public sealed class AppTests
{
    private const int Add = 0;
    private const sbyte Relu = 1;

    private static readonly string[] Inputs = ["1", "-3", "0.25", "2"];
    private const string Expected = "1.5 0 0 102";

    /// <summary>A part of the Protocol Buffers library that no parser calls.</summary>
    private const string KnownWarning = "IL2067: Google.Protobuf.JsonFormatter.";

    [Test]
    public async Task An_app_runs_a_model_with_the_packages()
    {
        string app = CreateApp("app");
        await Build(app, "build");
        Assert.That((await DotnetCommand.Run(app, null, [Path.Combine(app, "out", "App.dll"), WriteModel(app), .. Inputs])).Trim(), Is.EqualTo(Expected));
    }

    [Test]
    public async Task A_trimmed_app_has_no_warnings_and_runs()
    {
        string app = CreateApp("trimmed", machineFeeds: true);
        string[] arguments = ["--use-current-runtime", "--self-contained", "-p:PublishTrimmed=true", "-p:TrimMode=full", "-p:TreatWarningsAsErrors=false"];
        DotnetCommand.Result result = await TryBuild(app, "publish", arguments);
        if (result.Text.Contains("error NU1", StringComparison.Ordinal))
            Assert.Ignore($"what trimming needs could not be fetched: nothing was trimmed\n{result.Text}");
        Assert.That(result.ExitCode, Is.Zero, result.Text + result.Errors);
        Assert.That(result.Text.Split('\n').Where(l => l.Contains("warning", StringComparison.Ordinal) && !l.Contains(KnownWarning, StringComparison.Ordinal)), Is.Empty);
        DotnetCommand.Result run = await DotnetCommand.Try(Path.Combine(app, "out", "App"), app, null, [WriteModel(app), .. Inputs]);
        Assert.That(run.Text.Trim(), Is.EqualTo(Expected), run.Errors);
    }

    private static string CreateApp(string name, bool machineFeeds = false)
    {
        string folder = PackageFeed.CreateWorkspace(name, machineFeeds);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "App")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }

    private static async Task Build(string app, string verb, params string[] arguments)
    {
        DotnetCommand.Result result = await TryBuild(app, verb, arguments);
        Assert.That(result.ExitCode, Is.Zero, result.Text + result.Errors);
    }

    private static Task<DotnetCommand.Result> TryBuild(string app, string verb, params string[] arguments) => DotnetCommand.Try("dotnet", app,
        PackageFeed.CacheOf(app), [verb, "App.csproj", "-c", "Release", "-v", "q", "-o", "out", $"-p:NnBridgeVersion={PackageFeed.Version}", .. arguments]);

    /// <summary>max(x + [0.5, 1, -2, 100], 0).</summary>
    private static string WriteModel(string folder)
    {
        var info = new TensorInfo(ElementType.Float32, [1, 4]);
        var model = new TfLiteModelBuilder();
        TfLiteGraphBuilder graph = model.Graph();
        int x = graph.Input("x", info);
        int b = graph.Constant("b", Tensor.Create<float>(info, [0.5f, 1, -2, 100]));
        int y = graph.Output("y", info);
        graph.Operator(Add, [x, b], [y], TfLiteOptionsTable.AddOptions, new FlatObject { [0] = Relu });
        string path = Path.Combine(folder, "model.tflite");
        File.WriteAllBytes(path, model.Build());
        return path;
    }
}
