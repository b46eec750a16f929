namespace NnBridge;

/// <summary>Marks a backend whose executors implement <see cref="IDynamicExecutor"/>: it accepts nodes with unknown dimensions.</summary>
public interface IDynamicShapes;
