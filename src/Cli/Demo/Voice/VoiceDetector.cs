using System.Collections.Immutable;
using NnBridge.Runtime;

namespace NnBridge.Cli.Demo.Voice;

/// <summary>Silero's network: takes sound frame by frame and says how probable speech is. What it remembers is state of the session.</summary>
internal sealed class VoiceDetector : IDisposable
{
    /// <summary>Samples per second.</summary>
    public const int Rate = 16000;

    /// <summary>Samples of a frame.</summary>
    public const int FrameSamples = 512;

    /// <summary>Samples of the frame before that the network wants to see again, in front of the new ones.</summary>
    private const int ContextSamples = 64;

    private const string Sound = "input", State = "state", NextState = "stateN", RateInput = "sr", Probability = "output";

    private readonly CompiledProgram _program;
    private readonly Session _session;

    /// <param name="runtime">Compiles the network.</param>
    /// <param name="model">The ONNX file.</param>
    /// <exception cref="DemoException">The model is another one.</exception>
    public VoiceDetector(NnRuntime runtime, ReadOnlyMemory<byte> model)
    {
        Network network = runtime.Load(new ModelSource("silero_vad.onnx", model));
        string[] inputs = [.. network.Inputs.Select(i => i.Name)];
        if (new[] { Sound, State, RateInput }.Except(inputs).Any() || !network.OutputNames.Contains(NextState))
            throw new DemoException($"the model takes {string.Join(", ", inputs)}, expected {Sound}, {State} and {RateInput}: Silero's network of version 5 or later");
        network = runtime.Load(new ModelSource("silero_vad.onnx", model), new ParseOptions
        {
            InputShapes = ImmutableDictionary.CreateRange<string, Shape>([new(Sound, [1, ContextSamples + FrameSamples]), new(State, [2, 1, 128])]),
        });
        _program = runtime.Compile(network, new CompileOptions { States = [new StateLink(NextState, State)] });
        _session = _program.CreateSession();
        _session.Input<long>(RateInput)[0] = Rate;
    }

    /// <summary>Who runs what, and why.</summary>
    public PartitionPlan Plan => _session.Plan;

    /// <summary>Where the time of the last frame went; empty unless <see cref="IsProfiling"/>.</summary>
    public RunProfile Profile => _session.Profile;

    /// <summary>Whether frames are profiled.</summary>
    public bool IsProfiling
    {
        get => _session.IsProfiling;
        set => _session.IsProfiling = value;
    }

    /// <summary>The probability of speech in the next frame of <see cref="FrameSamples"/> samples.</summary>
    public float Next(ReadOnlySpan<float> frame, CancellationToken cancellation = default)
    {
        Span<float> input = _session.Input<float>(Sound);
        input[FrameSamples..].CopyTo(input);
        frame.CopyTo(input[ContextSamples..]);
        _session.Run(cancellation);
        return _session.Output<float>(Probability)[0];
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset()
    {
        _session.ResetState();
        _session.Input<float>(Sound).Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _program.Dispose();
    }
}
