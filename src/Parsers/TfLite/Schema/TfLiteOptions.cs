using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>Options of a built-in operator. The leaves are named like their tables in the schema.</summary>
internal abstract record TfLiteOptions;

/// <summary>Options that can be read from a table; an empty table yields the defaults of the schema.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
internal interface ITfLiteOptions<TSelf> where TSelf : TfLiteOptions, ITfLiteOptions<TSelf>
{
    /// <summary>Reads the table.</summary>
    /// <exception cref="InvalidModelException">A field is malformed.</exception>
    static abstract TSelf Read(FlatTable table);
}

/// <summary>Options that name subgraphs which the operator runs. Their indices have been checked.</summary>
internal interface ITfLiteCalls
{
    /// <summary>Indices of the subgraphs, in the order of the schema's fields.</summary>
    ValueList<int> Subgraphs { get; }
}
