namespace NnBridge;

/// <summary>A tensor that survives from one run to the next: <paramref name="Output"/> of one run is <paramref name="Input"/> of the next.</summary>
/// <param name="Input">Value that nodes read; not among the network's inputs.</param>
/// <param name="Output">Value computed in the same network; has the type and shape of <paramref name="Input"/>.</param>
/// <param name="Initial">
/// Value of <paramref name="Input"/> in the first run and after a reset: a constant, or computed from constants only, so that constant
/// folding makes it one. Null means zeros (the zero point for quantized tensors).
/// </param>
public sealed record NetworkState(Value Input, Value Output, Value? Initial);
