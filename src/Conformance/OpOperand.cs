namespace NnBridge.Conformance;

/// <summary>An operand of a case.</summary>
/// <param name="Tensor">Its data.</param>
/// <param name="IsConstant">Whether the network holds it as a constant, or the caller gives it.</param>
public sealed record OpOperand(Tensor Tensor, bool IsConstant);
