using NnBridge.Ops;
using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Operators that make tensors out of attributes and sizes.</summary>
internal static class ConstantMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["Constant"] = Constant,
        ["ConstantOfShape"] = ConstantOfShape,
        ["Range"] = Range,
        ["EyeLike"] = context => context.Emit(new EyeLike(context.Attributes.Has("dtype")
            ? ConversionMapping.TypeOf(context.Attributes.Int("dtype", 0), "dtype") : context.Input(0).Info.Type)
        {
            Diagonal = context.Attributes.Int32("k", 0),
        }, context.Input(0)),
        ["Trilu"] = context => context.Emit(new Trilu(context.Attributes.Flag("upper", true)),
            context.Optional(1) is { } k ? [context.Input(0), context.AsList(k)] : [context.Input(0)]),
    };

    private static void Constant(MappingContext context)
    {
        Tensor tensor = context.Attributes switch
        {
            var a when a.Tensor("value") is { } value => context.Graph.File.Constant(value),
            var a when a.SparseTensor("sparse_value") is { } value => SparseTensors.ToDense(value, context.Graph.File),
            var a when a.Has("value_float") => Tensor.Create<float>(new TensorInfo(ElementType.Float32, []), [a.Float("value_float", 0)]),
            var a when a.Floats("value_floats") is { } values => Tensor.Create<float>(new TensorInfo(ElementType.Float32, [values.Length]), values),
            var a when a.Has("value_int") => Tensor.Create<long>(new TensorInfo(ElementType.Int64, []), [a.Int("value_int", 0)]),
            var a when a.Ints("value_ints") is { } values => Tensor.FromInt64(values),
            var a when a.Has("value_string") || a.Has("value_strings") => throw new UnmappedException("the constant is a text, and texts are not among the element types"),
            _ => throw new InvalidNetworkException("no attribute holds the constant"),
        };
        context.SetOutput(0, context.Builder.Constant(context.Name, tensor));
    }

    private static void ConstantOfShape(MappingContext context)
    {
        Tensor value = context.Attributes.Tensor("value") is { } given ? context.Graph.File.Constant(given) : Numbers.Scalar(ElementType.Float32, 0);
        context.Emit(new Fill(), context.Input(0), context.Builder.Constant($"{context.Name}/value", value));
    }

    /// <summary>Floats of 16 bits are counted in 32.</summary>
    private static void Range(MappingContext context)
    {
        ElementType type = context.Input(0).Info.Type;
        ElementType counted = type is ElementType.Float16 or ElementType.BFloat16 ? ElementType.Float32 : type;
        Value[] bounds = [.. context.RequiredInputs().Select(v => context.AsScalar(context.Cast(v, counted)))];
        context.SetOutput(0, context.Cast(context.Add("range", new Ops.Range(), bounds), type));
    }
}
