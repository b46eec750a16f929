using NnBridge.Ops;

namespace NnBridge.Runtime.Plugins;

/// <summary>Runs the custom operators that the app brought along.</summary>
internal sealed class AppBackend : IBackend
{
    public const string Id = "app";

    public static BackendInfo Description { get; } = new(Id, "operators of the app") { Priority = -200 };

    public BackendInfo Info => Description;

    public Support Supports(Node node) => node.Op switch
    {
        CustomOp { Implementation: not null } => Support.Yes,
        CustomOp custom => Support.No($"the app brought no operator {custom.Domain}:{custom.Code}"),
        _ => Support.No("runs only custom operators of the app"),
    };

    public ICompiledSubgraph Compile(Subgraph subgraph, CompileContext context) => new AppSubgraph(subgraph);

    public void Dispose() { }
}
