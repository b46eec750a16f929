using NnBridge.Runtime.Compilation;

namespace NnBridge.Runtime.Execution;

/// <summary>Runs a nested network once.</summary>
internal sealed class CallRun : ControlRun
{
    private readonly TensorBuffer[] _operands;

    public CallRun(GraphRun graph, ControlStep step, Memory<byte> workspace, ProfileRecorder? profile) : base(graph, step, workspace, profile) =>
        _operands = new TensorBuffer[step.Node.Inputs.Length];

    public override void Run()
    {
        for (int i = 0; i < _operands.Length; i++) _operands[i] = Operand(i);
        GraphRun body = RunNested(0, _operands);
        for (int i = 0; i < Node.Outputs.Length; i++) SetResult(i, body[body.Program.Network.Outputs[i]]);
    }
}
