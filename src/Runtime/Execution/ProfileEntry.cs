using System.Diagnostics;

namespace NnBridge.Runtime;

/// <summary>Something that took time.</summary>
/// <param name="Stage"><c>parse</c>, <c>pass:NAME</c>, <c>partition</c>, <c>compile</c>, <c>run</c> (a segment) or <c>node</c>.</param>
/// <param name="Backend">Id of the backend at work; empty when the runtime is.</param>
/// <param name="Node">The node, if the entry is about one.</param>
/// <param name="StartTicks">When it began, as <see cref="Stopwatch.GetTimestamp"/> counts.</param>
/// <param name="EndTicks">When it ended.</param>
public sealed record ProfileEntry(string Stage, string Backend, Node? Node, long StartTicks, long EndTicks)
{
    /// <summary>How long it took.</summary>
    public TimeSpan Duration => Stopwatch.GetElapsedTime(StartTicks, EndTicks);
}
