using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Execution;

/// <summary>One node of a compiled subgraph: its kernel, and where its operands and results are.</summary>
/// <param name="Node">The node, for profiles and for shape inference at run time.</param>
/// <param name="Kernel">What computes it.</param>
/// <param name="Inputs">Slot of each operand; -1 where one is left out.</param>
/// <param name="Outputs">Slot of each result.</param>
internal sealed record NodeProgram(Node Node, IPreparedKernel Kernel, int[] Inputs, int[] Outputs);
