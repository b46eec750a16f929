using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NnBridge.Runtime.Compilation;
using NnBridge.Runtime.Execution;
using NnBridge.Runtime.Graph;
using NnBridge.Runtime.Passes;

namespace NnBridge.Runtime;

/// <summary>A network ready to run. Thread-safe: any number of sessions share it.</summary>
public sealed class CompiledProgram : IDisposable
{
    private readonly Network _network;
    private readonly Network? _optimized;
    private readonly CompileOptions _options;
    private readonly GraphCompiler _compiler;
    private readonly Func<Network, PassPipeline> _passes;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly List<Cached> _cache = [];
    private bool _disposed;

    internal CompiledProgram(Network network, CompileOptions options, GraphCompiler compiler, Func<Network, PassPipeline> passes,
        ILogger logger, CancellationToken cancellation)
    {
        _network = StateLinker.Apply(network, options.States);
        (_options, _compiler, _passes, _logger) = (options, compiler, passes, logger);
        Specialization first = Specialize(DefaultShapes, cancellation);
        Plan = first.Program.Plan;
        CompileProfile = first.Profile;
        ArenaBytes = first.Program.ArenaBytes;
        PeakLiveBytes = first.Program.PeakLiveBytes;
        _optimized = Plan.Network;
        first.Release();
    }

    /// <summary>Who runs what for the input shapes that the network states.</summary>
    public PartitionPlan Plan { get; }

    /// <summary>How exactly float products had to be computed.</summary>
    internal Precision Precision => _options.Precision;

    /// <summary>Where the time of compiling went.</summary>
    public RunProfile CompileProfile { get; }

    /// <summary>Bytes of the one arena that each session has for what lies between inputs and outputs, outputs included.</summary>
    public long ArenaBytes { get; }

    /// <summary>Largest sum of tensors alive at one node: the arena cannot be smaller.</summary>
    public long PeakLiveBytes { get; }

    internal Network Network => _network;

    internal ValueList<Shape> DefaultShapes
    {
        get
        {
            var shapes = new Shape[_network.Inputs.Length];
            for (int i = 0; i < shapes.Length; i++) shapes[i] = _network.Inputs[i].Info.Shape;
            return ValueList.Create<Shape>(shapes);
        }
    }

    /// <summary>Makes a session: its own inputs, outputs and state.</summary>
    public Session CreateSession()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new Session(this);
    }

    /// <summary>Frees compiled code as soon as the last session is disposed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            foreach (Cached cached in _cache) cached.Specialization.Release();
            _cache.Clear();
        }
    }

    /// <summary>The program for these input shapes, from the cache or compiled now; the caller releases it.</summary>
    internal Specialization Specialize(ValueList<Shape> shapes, CancellationToken cancellation)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            int found = _cache.FindIndex(c => Same(c.Shapes.Span, shapes.Span));
            Specialization specialization = found >= 0 ? _cache[found].Specialization : Compile(shapes, cancellation);
            if (found >= 0) _cache.RemoveAt(found);
            _cache.Add(new Cached(shapes, specialization));
            if (_cache.Count > Math.Max(1, _options.SpecializationCacheSize))
            {
                _cache[0].Specialization.Release();
                _cache.RemoveAt(0);
            }

            specialization.Retain();
            return specialization;
        }
    }

    private Specialization Compile(ValueList<Shape> shapes, CancellationToken cancellation)
    {
        var recorder = new ProfileRecorder();
        long start = Stopwatch.GetTimestamp();
        // What was computed ahead from sizes that are still the same need not be computed again, and its results can be shared.
        Network network = Specializer.Bind(_optimized is not null && Refines(shapes) ? _optimized : _network, shapes);
        recorder.Record(new ProfileEvent("specialize", "", -1, start, Stopwatch.GetTimestamp()), null);
        network = _passes(network).Run(network, recorder);
        foreach (NetworkState state in network.States)
            if (state.Initial is { Constant: null } initial)
                throw new InvalidNetworkException($"the initial value of state {state.Input} is {initial}, which is not constant");
        GraphProgram program = _compiler.Compile(network, recorder, cancellation);
        if (_logger.IsEnabled(LogLevel.Information)) Log.Compiled(_logger, network.Name, shapes.ToString(), program.Steps.Length, program.ArenaBytes);
        return new Specialization(program, recorder.ToProfile(_options.Precision));
    }

    private static bool Same(ReadOnlySpan<Shape> left, ReadOnlySpan<Shape> right)
    {
        // Both have one for each input. A comparer for shapes would be compiled in every process.
        for (int i = 0; i < left.Length; i++)
            if (left[i] != right[i]) return false;
        return true;
    }

    /// <summary>Whether shapes only add to what the network states.</summary>
    private bool Refines(ValueList<Shape> shapes) => DefaultShapes.Select((stated, i) => stated.IsCompatibleWith(shapes[i])).All(fits => fits);

    private sealed record Cached(ValueList<Shape> Shapes, Specialization Specialization);
}
