namespace NnBridge;

/// <summary>Something that took time.</summary>
/// <param name="Stage"><c>parse</c>, <c>pass:NAME</c>, <c>partition</c>, <c>compile</c>, <c>copy</c>, <c>run</c> or <c>node</c>.</param>
/// <param name="Backend">Id of the backend at work; empty when the host is.</param>
/// <param name="NodeId">Index of the node, -1 when the event is not about one.</param>
/// <param name="StartTicks">When it began, as <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/> counts.</param>
/// <param name="EndTicks">When it ended, in the same unit.</param>
public readonly record struct ProfileEvent(string Stage, string Backend, int NodeId, long StartTicks, long EndTicks);
