using System.Collections.Immutable;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>What one kernel computes: a node, perhaps with what follows it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Op">Its operator, with what the kernel does besides.</param>
/// <param name="Signature">What the kernel is asked to work on.</param>
/// <param name="Fusions">What the kernel can do besides.</param>
/// <param name="Inputs">Operands; null where one is left out.</param>
/// <param name="Outputs">Results.</param>
internal sealed record ProgramStep(Node Node, Op Op, KernelSignature Signature, Fusions Fusions, ImmutableArray<Value?> Inputs, ImmutableArray<Value> Outputs)
{
    /// <summary>A node alone.</summary>
    public static ProgramStep Of(Node node, KernelSignature signature, Fusions fusions = Fusions.None) => new(node, node.Op, signature, fusions, node.Inputs, node.Outputs);
}
