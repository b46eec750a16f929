using System.Collections.Immutable;
using NnBridge.Runtime.Compilation;
using NnBridge.Runtime.Execution;

namespace NnBridge.Runtime;

/// <summary>One stream of runs: owns inputs, outputs and state. Not thread-safe; make one session per thread.</summary>
/// <remarks>
/// Write inputs, call <see cref="Run"/>, read outputs. Inputs and state stay from run to run; outputs are valid until the next run. While
/// shapes stay the same, and unless shapes depend on data, a run allocates no managed memory.
/// </remarks>
public sealed class Session : IDisposable
{
    private readonly CompiledProgram _program;
    private readonly ProfileRecorder _recorder = new();
    private readonly Dictionary<string, Shape> _wanted = new(StringComparer.Ordinal);
    private Specialization? _specialization;
    private GraphRun _run = null!;
    private TensorBuffer[] _inputs = [];
    private SessionState _state = null!;
    private bool _stale;
    private bool _disposed;

    internal Session(CompiledProgram program)
    {
        _program = program;
        Bind();
    }

    /// <summary>What the caller gives.</summary>
    public ImmutableArray<Port> Inputs { get; private set; }

    /// <summary>What the caller gets; a dimension that depends on data is unknown before the first run.</summary>
    public ImmutableArray<Port> Outputs { get; private set; }

    /// <summary>What is kept from run to run.</summary>
    public ImmutableArray<Port> States { get; private set; }

    /// <summary>Who runs what for the present input shapes.</summary>
    public PartitionPlan Plan => _run.Program.Plan;

    /// <summary>Bytes of the session's arena.</summary>
    public long ArenaBytes => _run.Program.ArenaBytes;

    /// <summary>Whether <see cref="Run"/> records where the time goes.</summary>
    public bool IsProfiling { get; set; }

    /// <summary>Where the time of the last run went; empty unless <see cref="IsProfiling"/>.</summary>
    public RunProfile Profile => _recorder.ToProfile(_program.Precision);

    /// <summary>The elements of an input, to be written.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> does not fit the element type.</exception>
    public Span<T> Input<T>(int index) where T : unmanaged => InputBuffer(index).Span<T>();

    /// <summary>The elements of an input, to be written.</summary>
    /// <exception cref="ArgumentException">There is no such input.</exception>
    public Span<T> Input<T>(string name) where T : unmanaged => Input<T>(IndexOf(Inputs, name, "input"));

    /// <summary>The elements of an output.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> does not fit the element type.</exception>
    public ReadOnlySpan<T> Output<T>(int index) where T : unmanaged => OutputBuffer(index).Span<T>();

    /// <summary>The elements of an output.</summary>
    /// <exception cref="ArgumentException">There is no such output.</exception>
    public ReadOnlySpan<T> Output<T>(string name) where T : unmanaged => Output<T>(IndexOf(Outputs, name, "output"));

    /// <summary>The elements of a state, which may be written between runs.</summary>
    /// <exception cref="ArgumentException">There is no such state.</exception>
    public Span<T> State<T>(string name) where T : unmanaged => StateBuffer(name).Span<T>();

    /// <summary>An input of any type.</summary>
    public TensorBuffer InputBuffer(int index)
    {
        Refresh(default);
        return _inputs[index];
    }

    /// <summary>An output of any type, with the shape of the last run.</summary>
    /// <exception cref="InvalidOperationException">Its shape depends on data and nothing ran yet.</exception>
    public TensorBuffer OutputBuffer(int index)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        TensorBuffer buffer = _state.Output(_run.Program.Network.Outputs[index], _run);
        return buffer.Info is not null
            ? buffer
            : throw new InvalidOperationException($"output {index} '{Outputs[index].Name}' has no value before the first run: its shape depends on data");
    }

    /// <summary>A state of any type.</summary>
    /// <exception cref="ArgumentException">There is no such state.</exception>
    public TensorBuffer StateBuffer(string name)
    {
        Refresh(default);
        return _state.Buffers[IndexOf(States, name, "state")];
    }

    /// <summary>Gives an input another shape; takes effect before the next access or run, which compiles the network for it unless it did before.</summary>
    /// <exception cref="ArgumentException">There is no such input, or the shape has unknown dimensions.</exception>
    public void SetInputShape(string name, Shape shape)
    {
        int index = IndexOf(Inputs, name, "input");
        if (!shape.IsStatic) throw new ArgumentException($"input '{name}' needs known dimensions, found {shape}", nameof(shape));
        if ((_wanted.TryGetValue(name, out Shape wanted) ? wanted : Inputs[index].Info.Shape) == shape) return;
        _wanted[name] = shape;
        _stale = true;
    }

    /// <summary>Runs the network once.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between nodes; outputs are undefined, the state is as before.</exception>
    /// <exception cref="BackendException">A device failed.</exception>
    public void Run(CancellationToken cancellation = default)
    {
        Refresh(cancellation);
        foreach (TensorBuffer input in _inputs)
            if (!input.Info.Shape.IsStatic) throw new InvalidOperationException($"an input is {input.Info}: give it known dimensions with SetInputShape first");
        _recorder.Clear();
        _run.Run(IsProfiling, cancellation);
        _state.Advance(_run);
    }

    /// <summary>Runs the network once on the thread pool.</summary>
    public Task RunAsync(CancellationToken cancellation = default) => Task.Run(() => Run(cancellation), cancellation);

    /// <summary>Gives every state its initial value.</summary>
    public void ResetState()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _state.Reset();
    }

    /// <summary>Frees what the session owns.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _run.Dispose();
        _specialization!.Release();
    }

    private static int IndexOf(ImmutableArray<Port> ports, string name, string kind)
    {
        for (int i = 0; i < ports.Length; i++) if (ports[i].Name == name) return i;
        string known = ports.IsEmpty ? "there is none" : $"there are: {string.Join(", ", ports.Select(p => p.Name))}";
        throw new ArgumentException($"there is no {kind} '{name}'; {known}", nameof(name));
    }

    private void Refresh(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_stale) return;
        Bind(cancellation);
        _stale = false;
    }

    private void Bind(CancellationToken cancellation = default)
    {
        ImmutableArray<Value> values = _program.Network.Inputs;
        var shapes = new Shape[values.Length];
        for (int i = 0; i < shapes.Length; i++) shapes[i] = _wanted.TryGetValue(values[i].Name, out Shape wanted) ? wanted : values[i].Info.Shape;
        Specialization specialization = _program.Specialize(ValueList.Create<Shape>(shapes), cancellation);
        bool bound = false;
        try
        {
            Bind(specialization);
            bound = true;
        }
        finally
        {
            if (!bound) specialization.Release();
        }
    }

    private void Bind(Specialization specialization)
    {
        GraphProgram program = specialization.Program;
        var run = new GraphRun(program, AlignedMemory.Allocate(program.ArenaBytes, program.Alignment), _recorder);
        Network network = program.Network;
        var inputs = new TensorBuffer[network.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            TensorInfo info = network.Inputs[i].Info;
            // An input that kept its shape keeps its content.
            inputs[i] = i < _inputs.Length && _inputs[i].Info == info ? _inputs[i]
                : info.Shape.IsStatic ? AlignedMemory.AllocateZeros(info, program.Alignment) : new TensorBuffer(info, default);
            run[network.Inputs[i]] = inputs[i];
        }

        var state = new SessionState(network, run, program.Alignment, _state);
        _run?.Dispose();
        _specialization?.Release();
        (_run, _specialization, _inputs, _state) = (run, specialization, inputs, state);
        Inputs = [.. network.Inputs.Select(v => new Port(v.Name, v.Info))];
        Outputs = [.. network.Outputs.Select((v, i) => new Port(network.OutputNames[i], v.Info))];
        States = [.. network.States.Select(s => new Port(s.Input.Name, s.Input.Info))];
    }
}
