using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Writers of operators by type.</summary>
internal sealed class WriterTable
{
    public Dictionary<Type, Action<NodeWriter>> Entries { get; } = [];

    /// <summary>Says who writes an operator.</summary>
    public void Add<TOp>(Action<NodeWriter, TOp> write) where TOp : Op => Entries.Add(typeof(TOp), writer => write(writer, (TOp)writer.Node.Op));
}
