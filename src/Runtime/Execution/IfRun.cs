using NnBridge.Runtime.Compilation;

namespace NnBridge.Runtime.Execution;

/// <summary>Runs one of two branches.</summary>
internal sealed class IfRun : ControlRun
{
    private readonly TensorBuffer[] _operands;

    public IfRun(GraphRun graph, ControlStep step, Memory<byte> workspace, ProfileRecorder? profile) : base(graph, step, workspace, profile) =>
        _operands = new TensorBuffer[step.Node.Inputs.Length - 1];

    public override void Run()
    {
        bool condition = Operand(0).Bytes.Span[0] != 0;
        for (int i = 0; i < _operands.Length; i++) _operands[i] = Operand(i + 1);
        GraphRun branch = RunNested(condition ? 0 : 1, _operands);
        for (int i = 0; i < Node.Outputs.Length; i++) SetResult(i, branch[branch.Program.Network.Outputs[i]]);
    }
}
