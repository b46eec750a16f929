using NnBridge.Ops;
using NnBridge.Runtime.Compilation;

namespace NnBridge.Runtime.Execution;

/// <summary>Runs one step for one session.</summary>
internal abstract class StepRun : IDisposable
{
    protected StepRun(GraphRun graph) => Graph = graph;

    protected GraphRun Graph { get; }

    public static StepRun Create(GraphRun graph, Step step, Memory<byte> workspace, ProfileRecorder? profile) => step switch
    {
        BackendStep backend => new BackendRun(graph, backend, workspace),
        ControlStep { Node.Op: If } control => new IfRun(graph, control, workspace, profile),
        ControlStep { Node.Op: While } control => new WhileRun(graph, control, workspace, profile),
        ControlStep { Node.Op: Call } control => new CallRun(graph, control, workspace, profile),
        _ => throw new InvalidOperationException($"nothing runs {step}"),
    };

    public abstract void Run();

    public abstract void Dispose();
}
