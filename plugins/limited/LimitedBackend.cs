using NnBridge.Ops;

namespace NnBridge.Plugins.Limited;

/// <summary>Adds, multiplies and rectifies Float32 tensors of one shape, and says No with a reason to everything else.</summary>
internal sealed class LimitedBackend(BackendInfo info) : IBackend
{
    private const int MaxElements = 1 << 20;

    public BackendInfo Info => info;

    public Support Supports(Node node)
    {
        if (!IsKnown(node.Op)) return Support.No($"{node.Op.Name} is not among Binary Add and Mul without activation, and Unary Relu");
        TensorInfo y = node.Outputs[0].Info;
        return Support.All(
            new(y.Type == ElementType.Float32, $"output is {y.Type}, expected Float32"),
            new(y.Shape.IsStatic && y.Shape.ElementCount <= MaxElements, $"output has shape {y.Shape}, expected at most {MaxElements} elements"),
            new(node.Inputs.All(v => v!.Info.Shape == y.Shape), "operands are broadcast, expected one shape"));
    }

    public ICompiledSubgraph Compile(Subgraph subgraph, CompileContext context) => new LimitedSubgraph(subgraph, info);

    public void Dispose() { }

    private static bool IsKnown(Op op) =>
        op is Binary { Kind: BinaryKind.Add or BinaryKind.Mul, Activation: Activation.None } or Unary { Kind: UnaryKind.Relu };
}
