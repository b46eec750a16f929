using Microsoft.Extensions.Logging;

namespace NnBridge.Runtime;

/// <summary>Everything the runtime has to say.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Backend {Backend}: {Device}")]
    public static partial void Opened(ILogger logger, string backend, string device);

    [LoggerMessage(2, LogLevel.Warning, "Plugin {Plugin} refused: {Reason}")]
    public static partial void Refused(ILogger logger, string plugin, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Backend {Backend} rejected a segment of {Nodes} nodes when it was compiled: {Reason}")]
    public static partial void Rejected(ILogger logger, string backend, int nodes, string reason);

    [LoggerMessage(4, LogLevel.Warning, "{Nodes} nodes do not run on {Backend}, the first is {Node}")]
    public static partial void FellBack(ILogger logger, int nodes, string backend, string node);

    [LoggerMessage(5, LogLevel.Debug, "Pass {Pass}: {Before} nodes, then {After}")]
    public static partial void PassRan(ILogger logger, string pass, int before, int after);

    [LoggerMessage(6, LogLevel.Information, "Network '{Network}' compiled for input shapes {Shapes}: {Segments} segments, arena {Arena} bytes")]
    public static partial void Compiled(ILogger logger, string network, string shapes, int segments, long arena);
}
