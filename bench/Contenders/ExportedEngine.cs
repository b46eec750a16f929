using System.Collections.Immutable;
using NnBridge.Bench.Native;
using NnBridge.Cli.Golden;

namespace NnBridge.Bench.Contenders;

/// <summary>A golden case in ONNX Runtime, its model written as ONNX. State goes from the last run's outputs to the next one's inputs.</summary>
internal sealed class ExportedEngine : ICaseEngine
{
    private readonly Network _network;
    private readonly OrtSession _session;
    private readonly Tensor?[] _inputs;
    private readonly (int Output, int Input)[] _links;
    private ImmutableArray<(string Name, Tensor Value)> _outputs;

    /// <summary>Writes and loads the model of a case.</summary>
    /// <param name="models">Writes it.</param>
    /// <param name="golden">The case.</param>
    /// <param name="shapes">Shapes of inputs, by name.</param>
    /// <param name="threads">Threads of one run.</param>
    /// <param name="optimize">Whether ONNX Runtime may rewrite the model.</param>
    /// <param name="exact">Whether integers are rounded as the model says.</param>
    public ExportedEngine(ExportedModels models, GoldenCase golden, ImmutableDictionary<string, Shape> shapes, int threads, bool optimize, bool exact)
    {
        (_network, string file) = models.Write(golden.Model, golden.Name.Replace('/', '-'), exact);
        InputNames = [.. _network.Inputs.Select(i => i.Name)];
        OutputNames = [.. _network.OutputNames];
        _session = new OrtSession(file, new OrtSessionOptions(threads, Optimize: optimize));
        _inputs = new Tensor?[_session.Inputs.Length];
        int inputs = InputNames.Count, outputs = OutputNames.Count;
        for (int i = 0; i < _network.States.Length; i++) _inputs[inputs + i] = First(_network.States[i]);
        _links =
        [
            .. golden.State.Select(s => (Index(OutputNames, GoldenCase.NameOf(s.Key, OutputNames)), Index(InputNames, GoldenCase.NameOf(s.Value, InputNames)))),
            .. _network.States.Select((_, i) => (outputs + i, inputs + i)),
        ];
        // What is fed back begins with zeros, of the shape that the case states where the model leaves it open.
        for (int i = 0; i < inputs; i++)
            if (shapes.TryGetValue(InputNames[i], out Shape shape)) _inputs[i] = Zeros(_network.Inputs[i].Info with { Shape = shape });
    }

    public IReadOnlyList<string> InputNames { get; }

    public IReadOnlyList<string> OutputNames { get; }

    public void SetShape(int input, Shape shape) { }

    public void SetInput(int input, Tensor tensor) => _inputs[input] = Fitted(tensor, _network.Inputs[input].Info);

    public void SetState(string input, Tensor tensor) => SetInput(Index(InputNames, input), tensor);

    public void Run(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        for (int i = 0; i < _inputs.Length; i++) _inputs[i] ??= Zeros(_network.Inputs[i].Info);
        _session.Bind([.. _inputs.Select(i => i!)]);
        _session.Run();
        _outputs = _session.ReadOutputs();
        foreach ((int output, int input) in _links) _inputs[input] = _outputs[output].Value;
    }

    public TensorBuffer Output(int output) => TensorBuffer.OfConstant(_outputs[output].Value);

    public double Step(int output) => QuantizationStep.Of(_network.Outputs[output]);

    public void Dispose() => _session.Dispose();

    private static Tensor First(NetworkState state) => state.Initial is null ? Zeros(state.Input.Info)
        : state.Initial.Constant ?? throw new InvalidDataException($"the first value of state '{state.Input.Name}' is computed");

    /// <summary>What stands for the number 0.</summary>
    private static Tensor Zeros(TensorInfo info)
    {
        if (!info.Shape.IsStatic) throw new InvalidDataException($"{info} has no first value, its size is unknown");
        var bytes = new byte[info.ByteCount];
        if (info.Quantization is { IsPerTensor: true, ZeroPoint: not 0 and var zero })
        {
            int width = info.Type.BitWidth() / 8;
            for (int i = 0; i < bytes.Length; i += width) BitConverter.GetBytes(zero).AsSpan(0, width).CopyTo(bytes.AsSpan(i));
        }

        return new Tensor(info, bytes);
    }

    /// <summary>Files lack some types, and their shapes are looser.</summary>
    private static Tensor Fitted(Tensor tensor, TensorInfo info)
    {
        Shape shape = info.Shape.IsStatic ? info.Shape : tensor.Info.Shape;
        var fitted = new TensorInfo(info.Type, shape);
        return fitted.ByteCount == tensor.Bytes.Length ? tensor.As(fitted) : throw new InvalidDataException($"the case gives {tensor.Info}, expected {info}");
    }

    private static int Index(IReadOnlyList<string> names, string name) =>
        names.Index().Where(n => n.Item == name).Select(n => (int?)n.Index).FirstOrDefault() ?? throw new InvalidDataException($"the model has no '{name}'");
}
