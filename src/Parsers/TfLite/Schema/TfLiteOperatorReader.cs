using System.Collections.Immutable;
using NnBridge.Parsers.TfLite.FlatBuffers;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>Reads the operators of a graph.</summary>
internal static class TfLiteOperatorReader
{
    /// <summary>Reads all operators of one graph.</summary>
    /// <exception cref="InvalidModelException">One is malformed.</exception>
    public static ImmutableArray<TfLiteOperator> Read(FlatFile file, FlatTables tables, int subgraph,
        ImmutableArray<TfLiteOperatorCode> codes, int tensors)
    {
        var operators = ImmutableArray.CreateBuilder<TfLiteOperator>(tables.Count);
        for (int i = 0; i < tables.Count; i++)
            operators.Add(ReadOperator(file, tables[i], new TfLitePlace("operator", i, subgraph), codes, tensors));
        return operators.MoveToImmutable();
    }

    private static TfLiteOperator ReadOperator(FlatFile file, FlatTable table, TfLitePlace where,
        ImmutableArray<TfLiteOperatorCode> codes, int tensors)
    {
        TfLiteOperatorCode code = codes[TfLiteIndices.Check(table.UInt32(0), codes.Length, where, "operator code")];
        ValueList<int> inputs = TfLiteIndices.Check(table.Int32s(1), tensors, where, "input", optional: true);
        ValueList<bool> mutating = table.Bools(7);
        if (mutating.Count != 0 && mutating.Count != inputs.Count)
            throw new InvalidModelException($"{where} has {inputs.Count} inputs and {mutating.Count} flags for mutating ones");
        int type = table.Union(3, out FlatTable options);
        int type2 = table.Union(11, out FlatTable options2);
        if (type != 0 && type2 != 0)
            throw new InvalidModelException($"{where} has options of type {type} and {type2}, expected one of them");
        return new TfLiteOperator
        {
            Index = where.Index,
            Code = code.Code,
            CustomCode = code.CustomCode,
            Version = code.Version,
            Inputs = inputs,
            Outputs = TfLiteIndices.Check(table.Int32s(2), tensors, where, "output"),
            Intermediates = TfLiteIndices.Check(table.Int32s(8), tensors, where, "intermediate", optional: true),
            MutatingInputs = mutating,
            OptionsType = type,
            OptionsType2 = type2,
            BuiltinOptions = type2 == 0 ? OptionsUnions.ReadFirst(type, options) : OptionsUnions.ReadSecond(type2, options2),
            CustomOptions = ReadCustomOptions(file, table, where),
        };
    }

    private static ReadOnlyMemory<byte> ReadCustomOptions(FlatFile file, FlatTable table, TfLitePlace where)
    {
        ReadOnlyMemory<byte> options = table.Bytes(5)
            ?? TfLiteBuffers.DataBehind(file, table.UInt64(9), table.UInt64(10), where) ?? default;
        // Not copied here, but whoever interprets them reads them once for every operator that has them.
        file.Budget.Copy(options.Length, table.Position);
        return options;
    }
}
