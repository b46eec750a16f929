using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema.Options;

/// <summary>CALL.</summary>
internal sealed record CallOptions(int Subgraph) : TfLiteOptions, ITfLiteOptions<CallOptions>, ITfLiteCalls
{
    /// <inheritdoc/>
    public ValueList<int> Subgraphs => [Subgraph];

    /// <inheritdoc/>
    public static CallOptions Read(FlatTable table) => new(table.Int32(0));
}

/// <summary>IF.</summary>
internal sealed record IfOptions(int ThenSubgraph, int ElseSubgraph) : TfLiteOptions, ITfLiteOptions<IfOptions>, ITfLiteCalls
{
    /// <inheritdoc/>
    public ValueList<int> Subgraphs => [ThenSubgraph, ElseSubgraph];

    /// <inheritdoc/>
    public static IfOptions Read(FlatTable table) => new(table.Int32(0), table.Int32(1));
}

/// <summary>WHILE.</summary>
internal sealed record WhileOptions(int CondSubgraph, int BodySubgraph) : TfLiteOptions, ITfLiteOptions<WhileOptions>, ITfLiteCalls
{
    /// <inheritdoc/>
    public ValueList<int> Subgraphs => [CondSubgraph, BodySubgraph];

    /// <inheritdoc/>
    public static WhileOptions Read(FlatTable table) => new(table.Int32(0), table.Int32(1));
}

/// <summary>CALL_ONCE.</summary>
internal sealed record CallOnceOptions(int InitSubgraph) : TfLiteOptions, ITfLiteOptions<CallOnceOptions>, ITfLiteCalls
{
    /// <inheritdoc/>
    public ValueList<int> Subgraphs => [InitSubgraph];

    /// <inheritdoc/>
    public static CallOnceOptions Read(FlatTable table) => new(table.Int32(0));
}

/// <summary>HASHTABLE.</summary>
/// <remarks><c>TableId</c>: The same number means the same table in every subgraph.</remarks>
internal sealed record HashtableOptions(int TableId, TfLiteTensorType KeyType, TfLiteTensorType ValueType)
    : TfLiteOptions, ITfLiteOptions<HashtableOptions>
{
    /// <inheritdoc/>
    public static HashtableOptions Read(FlatTable table) => new(table.Int32(0), table.TensorType(1), table.TensorType(2));
}

/// <summary>VAR_HANDLE. The same two names mean the same variable in every subgraph.</summary>
internal sealed record VarHandleOptions(string Container, string SharedName) : TfLiteOptions, ITfLiteOptions<VarHandleOptions>
{
    /// <inheritdoc/>
    public static VarHandleOptions Read(FlatTable table) => new(table.String(0), table.String(1));
}
