using System.Collections.Immutable;
using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>Reads the tensors of a graph.</summary>
internal static class TfLiteTensorReader
{
    /// <summary>Larger tensors fit no memory; up to here, sizes in bytes do not overflow.</summary>
    private const long MaxElements = 1L << 40;

    /// <summary>Reads all tensors of one graph.</summary>
    /// <exception cref="InvalidModelException">One is malformed.</exception>
    public static ImmutableArray<TfLiteTensor> Read(FlatTables tables, int subgraph, TfLiteBuffers buffers)
    {
        var tensors = ImmutableArray.CreateBuilder<TfLiteTensor>(tables.Count);
        for (int i = 0; i < tables.Count; i++)
            tensors.Add(ReadTensor(tables[i], new TfLitePlace("tensor", i, subgraph), tables.Count, buffers));
        return tensors.MoveToImmutable();
    }

    private static TfLiteTensor ReadTensor(FlatTable table, TfLitePlace where, int count, TfLiteBuffers buffers)
    {
        ValueList<int> shape = CheckShape(table.Int32s(0), where);
        ValueList<int> signature = CheckShape(table.Int32s(7), where);
        if (signature.Count > 0 && signature.Count != shape.Count)
            throw new InvalidModelException($"{where} has the shape {shape} and the shape signature {signature}, expected the same rank");
        int buffer = buffers.Check(table.UInt32(2), where);
        var tensor = new TfLiteTensor
        {
            Index = where.Index,
            Name = table.String(3),
            Type = table.TensorType(1),
            Shape = shape,
            ShapeSignature = signature,
            HasRank = table.Bool(8),
            Buffer = buffer,
            Data = buffers.Data(buffer),
            External = buffers.External(table.UInt32(10), where),
            Quantization = table.TryTable(4, out FlatTable quantization) ? ReadQuantization(quantization, count, where) : null,
            IsVariable = table.Bool(5),
            Sparsity = table.TryTable(6, out FlatTable sparsity) ? ReadSparsity(sparsity, where) : null,
            VariantTypes = ReadVariantTypes(table.Tables(9), where),
        };
        CheckContent(tensor, where);
        return tensor;
    }

    private static ValueList<int> CheckShape(ValueList<int> shape, TfLitePlace where)
    {
        long elements = 1;
        foreach (int size in shape)
        {
            if (size is < -1 or int.MaxValue)
                throw new InvalidModelException($"{where} has the shape {shape}, expected sizes from 0 to {int.MaxValue - 1}, or -1");
            if (size > 0 && elements > MaxElements / size)
                throw new InvalidModelException($"{where} has the shape {shape}, expected at most {MaxElements} elements");
            elements *= Math.Max(1, size);
        }

        return shape;
    }

    private static void CheckContent(TfLiteTensor tensor, TfLitePlace where)
    {
        if (tensor.IsConstant && tensor.Shape.Span.Contains(-1))
            throw new InvalidModelException($"{where} has content and the shape {tensor.Shape}, expected known sizes");
    }

    private static TfLiteQuantization ReadQuantization(FlatTable table, int tensors, TfLitePlace where) =>
        new(table.Floats(0), table.Floats(1), table.Floats(2), table.Int64s(3), table.Int32(6), ReadDetails(table, tensors, where));

    private static TfLiteQuantizationDetails? ReadDetails(FlatTable quantization, int tensors, TfLitePlace where)
    {
        int type = quantization.Union(4, out FlatTable table);
        return type switch
        {
            0 => null,
            1 => new TfLiteCustomQuantization(table.Bytes(0) ?? default),
            2 => new TfLiteBlockwiseQuantization(Scales(table), ZeroPoints(table), table.Int32(2)),
            3 => new TfLiteMultiAxisQuantization(Scales(table), ZeroPoints(table), table.Int32(2), table.Int32s(3)),
            _ => throw new InvalidModelException($"{where}: quantization details have type {type}, the schema knows 1 to 3"),
        };

        int Scales(FlatTable details) => TfLiteIndices.Check(details.Int32(0), tensors, where, "tensor of scales");
        int ZeroPoints(FlatTable details) => TfLiteIndices.Check(details.Int32(1), tensors, where, "tensor of zero points", optional: true);
    }

    private static TfLiteSparsity ReadSparsity(FlatTable table, TfLitePlace where)
    {
        FlatTables tables = table.Tables(2);
        var dimensions = ImmutableArray.CreateBuilder<TfLiteSparseDimension>(tables.Count);
        for (int i = 0; i < tables.Count; i++)
        {
            FlatTable dimension = tables[i];
            bool isCompressed = dimension.EnumInt8(0, last: 1) == 1;
            dimensions.Add(new TfLiteSparseDimension(isCompressed, dimension.Int32(1), ReadIndexVector(dimension, 2, where),
                ReadIndexVector(dimension, 4, where)));
        }

        return new TfLiteSparsity(table.Int32s(0), table.Int32s(1), dimensions.MoveToImmutable());
    }

    private static ValueList<int> ReadIndexVector(FlatTable dimension, int field, TfLitePlace where)
    {
        int type = dimension.Union(field, out FlatTable table);
        return type switch
        {
            0 => default,
            1 => table.Int32s(0),
            2 => table.UInt16s(0),
            3 => table.UInt8s(0),
            _ => throw new InvalidModelException($"{where}: indices of a sparse dimension have type {type}, the schema knows 1 to 3"),
        };
    }

    private static ImmutableArray<TfLiteVariantType> ReadVariantTypes(FlatTables tables, TfLitePlace where)
    {
        var types = ImmutableArray.CreateBuilder<TfLiteVariantType>(tables.Count);
        for (int i = 0; i < tables.Count; i++)
        {
            FlatTable table = tables[i];
            types.Add(new TfLiteVariantType(CheckShape(table.Int32s(0), where), table.TensorType(1), table.Bool(2)));
        }

        return types.MoveToImmutable();
    }
}
