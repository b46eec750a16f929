using NnBridge.Ops;
using NnBridge.Runtime.Compilation;

namespace NnBridge.Runtime.Execution;

/// <summary>Runs one step for one session.</summary>
internal abstract class StepRun : IDisposable
{
    protected StepRun(GraphRun graph) => Graph = graph;

    protected GraphRun Graph { get; }

    public static StepRun Create(GraphRun graph, Step step, Memory<byte>[] blocks, ProfileRecorder? profile) => step switch
    {
        BackendStep backend => new BackendRun(graph, backend, blocks),
        ControlStep { Node.Op: If } control => new IfRun(graph, control, blocks[0], profile),
        ControlStep { Node.Op: While } control => new WhileRun(graph, control, blocks[0], profile),
        ControlStep { Node.Op: Call } control => new CallRun(graph, control, blocks[0], profile),
        _ => throw new InvalidOperationException($"nothing runs {step}"),
    };

    public abstract void Run();

    public abstract void Dispose();
}
