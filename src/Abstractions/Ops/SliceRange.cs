namespace NnBridge.Ops;

/// <summary>What a <see cref="StridedSlice"/> takes along one axis.</summary>
/// <param name="Axis">Axis of x; -1 for a new axis of size 1.</param>
/// <param name="Start">Index of the first element.</param>
/// <param name="Step">Distance to the next element; negative goes backwards.</param>
/// <param name="Count">Number of elements; -1 when unknown.</param>
/// <param name="IsKept">Whether the axis is in the output; false when one index is picked.</param>
public readonly record struct SliceRange(int Axis, int Start, int Step, int Count, bool IsKept);
