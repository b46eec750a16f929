using System.Collections.Immutable;
using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>Turns the bytes of a model file into records. Time and memory stay proportional to the size of the file.</summary>
internal static class TfLiteReader
{
    private static ReadOnlySpan<byte> Identifier => "TFL3"u8;

    /// <summary>Whether a file starts like a model of this format.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> head) => FlatFile.HasIdentifier(head, Identifier);

    /// <summary>Reads a whole model. Content of tensors stays a slice of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="elementBudget">Most tables to visit, see <see cref="ParseOptions.ElementBudget"/>.</param>
    /// <exception cref="InvalidModelException">The bytes are malformed, or an index leads nowhere.</exception>
    public static TfLiteModel Read(ReadOnlyMemory<byte> bytes, int elementBudget)
    {
        var file = new FlatFile(bytes, elementBudget);
        FlatTable model = file.Root(Identifier);
        ImmutableArray<TfLiteOperatorCode> codes = ReadOperatorCodes(model);
        var buffers = TfLiteBuffers.Read(file, model);
        ImmutableArray<TfLiteSubgraph> subgraphs = ReadSubgraphs(file, model, codes, buffers);
        TfLiteCallGraph.Check(subgraphs, elementBudget);
        return new TfLiteModel
        {
            Version = model.UInt32(0),
            Description = model.String(3),
            Subgraphs = subgraphs,
            Signatures = ReadSignatures(model, subgraphs),
            Metadata = ReadMetadata(model, buffers),
        };
    }

    private static ImmutableArray<TfLiteOperatorCode> ReadOperatorCodes(FlatTable model)
    {
        FlatTables tables = model.Tables(1);
        var codes = ImmutableArray.CreateBuilder<TfLiteOperatorCode>(tables.Count);
        for (int i = 0; i < tables.Count; i++)
        {
            FlatTable table = tables[i];
            // Old writers only know the byte; new ones fill it with a placeholder when the code does not fit.
            int code = Math.Max(table.Int8(0), table.Int32(3));
            string custom = table.String(1);
            if (code < 0) throw new InvalidModelException($"operator code {i}: built-in operator {code} is negative");
            if (code == (int)TfLiteBuiltinOperator.CUSTOM && custom.Length == 0)
                throw new InvalidModelException($"operator code {i}: custom operator without a name");
            codes.Add(new TfLiteOperatorCode((TfLiteBuiltinOperator)code, custom, table.Int32(2, 1)));
        }

        return codes.MoveToImmutable();
    }

    private static ImmutableArray<TfLiteSubgraph> ReadSubgraphs(FlatFile file, FlatTable model, ImmutableArray<TfLiteOperatorCode> codes,
        TfLiteBuffers buffers)
    {
        FlatTables tables = model.Tables(2);
        if (tables.Count == 0) throw new InvalidModelException("the model has no subgraph, expected at least one");
        var subgraphs = ImmutableArray.CreateBuilder<TfLiteSubgraph>(tables.Count);
        for (int i = 0; i < tables.Count; i++)
        {
            FlatTable table = tables[i];
            var where = new TfLitePlace("subgraph", i);
            ImmutableArray<TfLiteTensor> tensors = TfLiteTensorReader.Read(table.Tables(0), i, buffers);
            subgraphs.Add(new TfLiteSubgraph
            {
                Index = i,
                Name = table.String(4),
                Tensors = tensors,
                Inputs = TfLiteIndices.Check(table.Int32s(1), tensors.Length, where, "input"),
                Outputs = TfLiteIndices.Check(table.Int32s(2), tensors.Length, where, "output"),
                Operators = TfLiteOperatorReader.Read(file, table.Tables(3), i, codes, tensors.Length),
            });
        }

        return subgraphs.MoveToImmutable();
    }

    private static ImmutableArray<TfLiteSignature> ReadSignatures(FlatTable model, ImmutableArray<TfLiteSubgraph> subgraphs)
    {
        FlatTables tables = model.Tables(7);
        var signatures = ImmutableArray.CreateBuilder<TfLiteSignature>(tables.Count);
        for (int i = 0; i < tables.Count; i++)
        {
            FlatTable table = tables[i];
            string key = table.String(2);
            string where = $"signature {i} '{key}'";
            int subgraph = TfLiteIndices.Check(table.UInt32(4), subgraphs.Length, where, "subgraph");
            int tensors = subgraphs[subgraph].Tensors.Length;
            signatures.Add(new TfLiteSignature(key, subgraph, ReadAliases(table.Tables(0), tensors, where, "input"),
                ReadAliases(table.Tables(1), tensors, where, "output")));
        }

        return signatures.MoveToImmutable();
    }

    private static ImmutableArray<TfLiteAlias> ReadAliases(FlatTables tables, int tensors, string where, string what)
    {
        var aliases = ImmutableArray.CreateBuilder<TfLiteAlias>(tables.Count);
        for (int i = 0; i < tables.Count; i++)
        {
            FlatTable table = tables[i];
            aliases.Add(new TfLiteAlias(table.String(0), TfLiteIndices.Check(table.UInt32(1), tensors, where, what)));
        }

        return aliases.MoveToImmutable();
    }

    private static ImmutableArray<TfLiteMetadata> ReadMetadata(FlatTable model, TfLiteBuffers buffers)
    {
        FlatTables tables = model.Tables(6);
        var metadata = ImmutableArray.CreateBuilder<TfLiteMetadata>(tables.Count);
        for (int i = 0; i < tables.Count; i++)
        {
            FlatTable table = tables[i];
            string name = table.String(0);
            int buffer = buffers.Check(table.UInt32(1), $"metadata {i} '{name}'");
            metadata.Add(new TfLiteMetadata(name, buffers.Data(buffer) ?? default));
        }

        return metadata.MoveToImmutable();
    }
}

/// <summary>One entry of the list of operators that a model uses.</summary>
/// <param name="Code">What it does.</param>
/// <param name="CustomCode">Name of a custom operator.</param>
/// <param name="Version">Version of the operator.</param>
internal sealed record TfLiteOperatorCode(TfLiteBuiltinOperator Code, string CustomCode, int Version);
