using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Sequences and optional values. They exist only while mapping: places in them and their lengths must be constants.</summary>
internal static class SequenceMapping
{
    private const int MaxItems = 4096;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["SequenceConstruct"] = context => Set(context, [.. context.RequiredInputs()]),
        ["SequenceEmpty"] = context => context.SetOutput(0, new SequenceValue(context.Attributes.Has("dtype")
            ? ConversionMapping.TypeOf(context.Attributes.Int("dtype", 1), "dtype") : ElementType.Float32, [])),
        ["SequenceAt"] = context => context.SetOutput(0, Items(context, 0)[Place(context, 1, Items(context, 0).Length)]),
        ["SequenceInsert"] = context => Set(context, Items(context, 0).Insert(Place(context, 2, Items(context, 0).Length + 1, Items(context, 0).Length), context.Input(1))),
        ["SequenceErase"] = context => Set(context, Items(context, 0).RemoveAt(Place(context, 1, Items(context, 0).Length, Items(context, 0).Length - 1))),
        ["SequenceLength"] = context => context.SetOutput(0, context.Scalar(ElementType.Int64, Items(context, 0).Length)),
        ["ConcatFromSequence"] = ConcatFromSequence,
        ["SplitToSequence"] = SplitToSequence,
        ["SequenceMap"] = SequenceMap,
        ["Optional"] = context => context.SetOutput(0, new OptionalValue(context.InputCount > 0 ? context.Any(0) : null)),
        ["OptionalHasElement"] = context => context.SetOutput(0, context.Scalar(ElementType.Bool, HasElement(context) ? 1 : 0)),
        ["OptionalGetElement"] = context => context.SetOutput(0, context.Any(0) switch
        {
            OptionalValue { Content: { } content } => content,
            OptionalValue => throw new InvalidNetworkException("the optional value is absent"),
            var value => value,
        }),
    };

    private static ImmutableArray<Value> Items(MappingContext context, int operand) => context.Any(operand) switch
    {
        SequenceValue sequence => sequence.Items,
        OptionalValue { Content: SequenceValue sequence } => sequence.Items,
        _ => throw new InvalidNetworkException($"operand {operand} is no sequence"),
    };

    private static void Set(MappingContext context, ImmutableArray<Value> items) =>
        context.SetOutput(0, new SequenceValue(items.IsEmpty ? null : items[0].Info.Type, items));

    private static bool HasElement(MappingContext context) => context.Has(0) && context.Any(0) is not OptionalValue { Content: null };

    /// <summary>A constant place in a sequence; negative ones count from the end.</summary>
    private static int Place(MappingContext context, int operand, int count, int? otherwise = null)
    {
        if (!context.Has(operand)) return otherwise ?? throw new InvalidNetworkException($"operand {operand} is missing");
        long place = context.ConstantIntegers(operand)?[0] ?? throw new UnmappedException("a place in a sequence is computed, expected a constant");
        // One behind the last is a place to insert at, which the end is counted from as well.
        int length = otherwise == count - 1 && count > 0 && operand == 2 ? count - 1 : count;
        if (place < 0) place += length;
        return place >= 0 && place < count ? (int)place : throw new InvalidNetworkException($"place {place} is outside of a sequence of {length}");
    }

    private static void ConcatFromSequence(MappingContext context)
    {
        int axis = (int)context.Attributes.RequiredInt("axis");
        context.Emit(context.Attributes.Flag("new_axis") ? new Pack(axis) : new Concat(axis), [.. Items(context, 0)]);
    }

    private static void SplitToSequence(MappingContext context)
    {
        Value x = context.Input(0);
        int rank = x.RankOf("operand 0"), axis = InferenceContext.Axis(context.Attributes.Int("axis", 0), rank), size = x.Info.Shape[axis];
        long[] sizes;
        if (context.Optional(1) is not { } split)
        {
            sizes = Equal(size, 1);
        }
        else
        {
            if (split.Info.Shape is { IsStatic: true, Rank: 1 } listed && listed[0] <= MaxItems)
            {
                // The number of pieces is known even where their sizes are computed.
                Set(context, context.Builder.AddMany(context.Name, new Split(axis, listed[0]), [x, split]));
                return;
            }

            sizes = Equal(size, context.ConstantIntegers(1)?[0] ?? throw new UnmappedException("the size of the pieces is computed, expected a constant"));
        }

        ImmutableArray<Value> pieces = context.Builder.AddMany(context.Name, new Split(axis, sizes.Length), [x, context.Integers("sizes", sizes)]);
        if (!context.Has(1) && !context.Attributes.Flag("keepdims", true)) pieces = [.. pieces.Select(p => context.Squeeze(p, axis))];
        Set(context, pieces);
    }

    private static long[] Equal(int size, long piece)
    {
        if (size < 0 || piece < 1) throw new UnmappedException($"pieces of {piece} of an axis of size {size}, expected known sizes");
        long count = (size + piece - 1) / piece;
        if (count > MaxItems) throw new UnmappedException($"a sequence of {count} tensors, expected at most {MaxItems}");
        return [.. Enumerable.Range(0, (int)count).Select(i => Math.Min(piece, size - (i * piece)))];
    }

    /// <summary>Runs a graph for every place of the sequences.</summary>
    private static void SequenceMap(MappingContext context)
    {
        GraphProto body = context.Attributes.Graph("body");
        int count = Items(context, 0).Length;
        var results = new List<Value>[context.OutputCount];
        for (int i = 0; i < results.Length; i++) results[i] = [];
        for (int step = 0; step < count; step++)
        {
            GraphMapper inner = context.Graph.Inner(seesOuter: true);
            inner.AddInitializers(body);
            for (int i = 0; i < body.Input.Count; i++)
                inner.Write(body.Input[i].Name, context.Any(i) is SequenceValue sequence ? new TensorValue(sequence.Items[step]) : context.Any(i));
            inner.Map(body.Node);
            for (int i = 0; i < results.Length; i++)
                results[i].Add(inner.Read(body.Output[i].Name) is TensorValue tensor ? tensor.Value : throw new UnmappedException("a step yields no tensor"));
        }

        for (int i = 0; i < results.Length; i++)
            if (context.HasOutput(i)) context.SetOutput(i, new SequenceValue(count == 0 ? null : results[i][0].Info.Type, [.. results[i]]));
    }
}
