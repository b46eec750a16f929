using System.Collections.Immutable;
using System.Diagnostics;
using NnBridge.Cli;
using NnBridge.Cli.Commands;
using NnBridge.Runtime;

namespace NnBridge.Bench.Contenders;

/// <summary>NnBridge, with the parsers and backends of its command line.</summary>
internal sealed class NnBridgeContender : IContender
{
    private const int ProfiledRuns = 12;

    private readonly NnRuntime _runtime;
    private readonly CompiledProgram _program;
    private readonly Session _session;

    /// <summary>Loads and compiles a model and binds its inputs.</summary>
    /// <param name="model">Path of the model.</param>
    /// <param name="inputs">Data of inputs, by name; what is missing is random.</param>
    /// <param name="stated">Shapes of inputs whose data is random, by name, instead of what the model states.</param>
    /// <param name="options">Threads and backends.</param>
    public NnBridgeContender(string model, IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, Shape> stated, CompileOptions options)
    {
        var shapes = new Dictionary<string, Shape>(stated);
        foreach ((string name, Tensor tensor) in inputs) shapes[name] = tensor.Info.Shape;
        _runtime = CliHost.CreateRuntime();
        _program = _runtime.Compile(_runtime.Load(model, new ParseOptions { InputShapes = shapes }), options);
        _session = _program.CreateSession();
        ImmutableArray<Tensor> data = [.. _session.Inputs.Select(p => inputs.GetValueOrDefault(p.Name) ?? Models.RandomInput.For(p, shapes))];
        for (int i = 0; i < data.Length; i++) _session.SetInputShape(_session.Inputs[i].Name, data[i].Info.Shape);
        for (int i = 0; i < data.Length; i++) SessionInputs.Copy(data[i], _session.InputBuffer(i), _session.Inputs[i].Name);
    }

    public string Name => "NnBridge";

    /// <summary>Backends that run nodes of the model, with the number of nodes.</summary>
    public string Placement => string.Join(", ", _session.Plan.Placements.GroupBy(p => p.Backend)
        .OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}"));

    public void Run() => _session.Run();

    public IReadOnlyList<(string Name, Tensor Value)> ReadOutputs() =>
        [.. _session.Outputs.Select((port, i) => (port.Name, Copy(_session.OutputBuffer(i))))];

    /// <summary>Operators and backends of a run, the longest first: of several runs the shortest.</summary>
    public ImmutableArray<KernelTime> Profile()
    {
        _session.IsProfiling = true;
        ImmutableArray<KernelTime> best = [];
        for (int i = 0; i < ProfiledRuns; i++)
        {
            _session.Run();
            ImmutableArray<KernelTime> kernels = [.. _session.Profile.Entries.Where(e => e.Node is not null)
                .GroupBy(e => $"{e.Node!.Op.Name} on {e.Backend}")
                .Select(g => new KernelTime(g.Key, g.Count(), g.Sum(e => Stopwatch.GetElapsedTime(e.StartTicks, e.EndTicks).TotalMilliseconds)))
                .OrderByDescending(k => k.Milliseconds)];
            if (best.IsEmpty || kernels.Sum(k => k.Milliseconds) < best.Sum(k => k.Milliseconds)) best = kernels;
        }

        _session.IsProfiling = false;
        return best;
    }

    /// <summary>Runs once and says how long each node took, in milliseconds, in the order in which they ran.</summary>
    public ImmutableArray<(string Node, double Milliseconds)> ProfileNodes()
    {
        _session.IsProfiling = true;
        _session.Run();
        _session.IsProfiling = false;
        return [.. _session.Profile.Entries.Where(e => e.Node is not null).Select(e => (Describe(e.Node!), e.Duration.TotalMilliseconds))];
    }

    /// <summary>All nodes in the order in which they run, each with its shortest time.</summary>
    /// <param name="duration">How long to measure.</param>
    public ImmutableArray<LayerTime> ProfileLayers(TimeSpan duration)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < duration;) _session.Run();
        _session.IsProfiling = true;
        _session.Run();
        ImmutableArray<ProfileEntry> nodes = _session.Profile.Entries;
        double[] best = [.. nodes.Select(e => e.Duration.TotalMilliseconds)];
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < duration;)
        {
            _session.Run();
            ImmutableArray<ProfileEntry> entries = _session.Profile.Entries;
            for (int i = 0; i < best.Length; i++) best[i] = Math.Min(best[i], entries[i].Duration.TotalMilliseconds);
        }

        _session.IsProfiling = false;
        return [.. nodes.Select((e, i) => (e, best[i])).Where(p => p.e.Node is not null).Select(p => new LayerTime(p.e.Node!, p.e.Backend, p.Item2, OperationCount.Of(p.e.Node!)))];
    }

    public void Dispose()
    {
        _session.Dispose();
        _program.Dispose();
        _runtime.Dispose();
    }

    private static string Describe(Node node) => $"{node.Op.Name} {string.Join(' ', node.Inputs.Where(v => v is not null).Take(2).Select(v => v!.Info.Shape))} -> {node.Outputs[0].Info.Shape}";

    private static Tensor Copy(TensorBuffer buffer) => new(buffer.Info, buffer.Bytes.ToArray());
}
