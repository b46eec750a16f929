using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Types and shapes that the file states.</summary>
internal static class TypeMapping
{
    /// <summary>A tensor's type.</summary>
    /// <exception cref="UnmappedException">Not a tensor, or elements without counterpart.</exception>
    public static TensorInfo Info(string name, TypeProto? type)
    {
        if (type?.TensorType is not { } tensor)
            throw new UnmappedException($"'{name}' is {Kind(type)}, expected a tensor");
        ElementType element = tensor.ElemType.ToElementType()
            ?? throw new UnmappedException($"'{name}' has elements of type {tensor.ElemType}, which is not among the element types");
        return new TensorInfo(element, ShapeOf(name, tensor.Shape));
    }

    /// <summary>Like <see cref="Info"/>, null where that would throw.</summary>
    public static TensorInfo? Declared(ValueInfoProto value) =>
        value.Type?.TensorType is { } tensor && tensor.ElemType.ToElementType() is { } element ? new TensorInfo(element, ShapeOf(value.Name, tensor.Shape)) : null;

    private static Shape ShapeOf(string name, TensorShapeProto? shape)
    {
        if (shape is null) return Shape.Unranked;
        var dimensions = new Dimension[shape.Dim.Count];
        for (int i = 0; i < dimensions.Length; i++)
        {
            TensorShapeProto.Types.Dimension dim = shape.Dim[i];
            dimensions[i] = dim.ValueCase switch
            {
                TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue => Size(name, i, dim.DimValue),
                TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam when dim.DimParam.Length > 0 => Dimension.Named(dim.DimParam),
                _ => Dimension.Unknown,
            };
        }

        return Shape.Create(dimensions);
    }

    /// <summary>Some exporters write -1 where they mean an unknown size.</summary>
    private static Dimension Size(string name, int axis, long size) => size is >= -1 and < int.MaxValue
        ? (int)size
        : throw new InvalidModelException($"'{name}': dimension {axis} is {size}, expected 0 to {int.MaxValue - 1}");

    private static string Kind(TypeProto? type) => type?.ValueCase switch
    {
        TypeProto.ValueOneofCase.SequenceType => "a sequence",
        TypeProto.ValueOneofCase.OptionalType => "optional",
        _ => "of no type that is read here",
    };
}
