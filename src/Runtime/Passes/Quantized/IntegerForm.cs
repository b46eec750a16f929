using NnBridge.Ops;

namespace NnBridge.Runtime.Passes.Quantized;

/// <summary>A node on integers that can take the place of one on floats.</summary>
/// <param name="Op">The operator.</param>
/// <param name="Operands">The integers behind its first operands; the others are those of the node on floats.</param>
/// <param name="Bias">Operand 2 of dense operators.</param>
internal sealed record IntegerForm(Op Op, IReadOnlyList<StoredForm> Operands, Tensor? Bias);
