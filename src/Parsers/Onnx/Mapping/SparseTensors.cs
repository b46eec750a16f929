using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Writes out tensors of which the file only has the elements that are not zero.</summary>
internal static class SparseTensors
{
    /// <summary>Bytes that any sparse tensor may take when written out; beyond, no more than <see cref="MaxGrowth"/> times its content.</summary>
    private const long MinBytes = 1 << 20;
    private const long MaxGrowth = 256;

    /// <summary>The dense tensor.</summary>
    /// <exception cref="InvalidModelException">Indices and values do not fit.</exception>
    public static Tensor ToDense(SparseTensorProto sparse, FileMapper file)
    {
        if (sparse.Values is null || sparse.Indices is null) throw new InvalidModelException("a sparse tensor has no values or no indices");
        Tensor values = file.Constant(sparse.Values), indices = file.Constant(sparse.Indices);
        var info = new TensorInfo(values.Info.Type, TensorReader.ShapeOf(sparse.Values.Name, sparse.Dims));
        if (info.Type.IsPacked()) throw new UnmappedException($"a sparse tensor has elements of type {info.Type}, expected whole bytes");
        Shape shape = indices.Info.Shape;
        int count = (int)values.Info.ElementCount, rank = info.Shape.Rank;
        bool flat = shape.Rank == 1;
        if (indices.Info.Type != ElementType.Int64 || !(flat ? shape[0] == count : shape.Rank == 2 && shape[0] == count && shape[1] == rank))
            throw new InvalidModelException($"a sparse tensor has {count} values and indices {indices.Info}, expected Int64[{count}] or Int64[{count}, {rank}]");
        long bytes = checked(info.Shape.ElementCount * (info.Type.BitWidth() / 8));
        if (bytes > Math.Max(MinBytes, (long)values.Bytes.Length * MaxGrowth))
            throw new InvalidModelException($"a sparse tensor of {values.Bytes.Length} bytes would take {bytes} bytes, which is refused");
        var dense = new byte[bytes];
        int width = info.Type.BitWidth() / 8;
        ReadOnlySpan<long> at = indices.Span<long>();
        for (int i = 0; i < count; i++)
        {
            long position = flat ? at[i] : Position(info.Shape, at.Slice(i * rank, rank));
            if (position < 0 || position >= info.ElementCount) throw new InvalidModelException($"a sparse tensor has an element at {position}, outside of {info.Shape}");
            values.Bytes.Span.Slice(i * width, width).CopyTo(dense.AsSpan(checked((int)(position * width)), width));
        }

        return new Tensor(info, dense);
    }

    private static long Position(Shape shape, ReadOnlySpan<long> coordinates)
    {
        long position = 0;
        for (int i = 0; i < coordinates.Length; i++)
        {
            if (coordinates[i] < 0 || coordinates[i] >= shape[i]) return -1;
            position = (position * shape[i]) + coordinates[i];
        }

        return position;
    }
}
