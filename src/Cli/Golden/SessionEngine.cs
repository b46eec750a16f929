using System.Collections.Immutable;
using NnBridge.Cli.Commands;
using NnBridge.Runtime;

namespace NnBridge.Cli.Golden;

/// <summary>A golden case in a session.</summary>
internal sealed class SessionEngine : ICaseEngine
{
    private readonly CompiledProgram _program;
    private readonly Session _session;

    /// <summary>Loads and compiles the model of a case.</summary>
    /// <param name="runtime">What runs it.</param>
    /// <param name="backends">Backends in order of preference.</param>
    /// <param name="golden">The case.</param>
    /// <param name="shapes">Shapes of inputs, by name.</param>
    /// <param name="precision">How exactly float products are computed.</param>
    /// <param name="cancellation">Ends compiling.</param>
    public SessionEngine(NnRuntime runtime, ValueList<string> backends, GoldenCase golden, ImmutableDictionary<string, Shape> shapes, Precision precision, CancellationToken cancellation)
    {
        Network network = runtime.Load(golden.Model, new ParseOptions { InputShapes = shapes });
        ImmutableArray<string> inputs = [.. network.Inputs.Select(i => i.Name)];
        var options = new CompileOptions
        {
            Backends = backends,
            Precision = precision,
            States = [.. golden.State.Select(s => new StateLink(GoldenCase.NameOf(s.Key, network.OutputNames), GoldenCase.NameOf(s.Value, inputs)))],
        };
        _program = runtime.Compile(network, options, cancellation);
        _session = _program.CreateSession();
        InputNames = [.. _session.Inputs.Select(p => p.Name)];
        OutputNames = [.. _session.Outputs.Select(p => p.Name)];
    }

    /// <summary>The network as it is run.</summary>
    public Network Network => _session.Plan.Network;

    public IReadOnlyList<string> InputNames { get; }

    public IReadOnlyList<string> OutputNames { get; }

    public void SetShape(int input, Shape shape) => _session.SetInputShape(InputNames[input], shape);

    public void SetInput(int input, Tensor tensor) => SessionInputs.Copy(tensor, _session.InputBuffer(input), InputNames[input]);

    public void SetState(string input, Tensor tensor) => SessionInputs.Copy(tensor, _session.StateBuffer(input), input);

    public void Run(CancellationToken cancellation) => _session.Run(cancellation);

    public TensorBuffer Output(int output) => _session.OutputBuffer(output);

    public double Step(int output) => QuantizationStep.Of(_session.Plan.Network.Outputs[output]);

    public void Dispose()
    {
        _session.Dispose();
        _program.Dispose();
    }
}
