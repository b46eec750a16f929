using NnBridge.Ops;
using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Custom operators of TensorFlow Lite Micro that cut a signal into frames and put it together: what they remember becomes state.</summary>
internal static class SignalStreamMapping
{
    /// <summary>Samples that an operator may remember or put out; far beyond what audio needs, and what a small file may ask for.</summary>
    private const long MaxSamples = 1 << 22;

    public static IReadOnlyDictionary<string, OperatorMapping> Customs { get; } = new Dictionary<string, OperatorMapping>
    {
        ["SignalDelay"] = Delay,
        ["SignalFramer"] = Framer,
        ["SignalStacker"] = Stacker,
        ["SignalOverlapAdd"] = OverlapAdd,
    };

    private static void Delay(MappingContext context)
    {
        Value x = Rows(context);
        int delay = context.Operator.CustomMap().Int32("delay_length"), size = x.Info.Shape[x.Info.Shape.Rank - 1];
        Require(delay >= 0, $"delay is {delay}, expected at least 0");
        Value signal = Prolong(context, x, delay);
        context.SetOutput(0, context.Add("delayed", new StridedSlice(),
            [signal, context.Integers("begin", 0), context.Integers("end", size), null, context.Integers("axis", -1)]));
    }

    /// <summary>Overlapping frames of the former and the new signal. The first ones are not valid until there are enough samples.</summary>
    private static void Framer(MappingContext context)
    {
        FlexMap o = context.Operator.CustomMap();
        int size = o.Int32("frame_size"), step = o.Int32("frame_step");
        Value x = Rows(context);
        int samples = x.Info.Shape[x.Info.Shape.Rank - 1];
        Require(step > 0 && size >= step, $"frames of {size} with step {step}, expected 1 <= step <= size");
        Require(samples >= step && samples % step == 0, $"operand 0 is {x}, expected a multiple of the step {step}");
        int frames = samples / step, whole = (int)(((long)size + step - 1) / step);
        Require((long)frames * size <= MaxSamples, $"{frames} frames of {size}, expected up to {MaxSamples} samples");
        bool prefill = o.Bool("prefill");
        // Without samples to begin with, frames lag until whole steps have come together.
        Value signal = Prolong(context, x, prefill ? size - step : (whole - 1) * (long)step);
        Value starts = context.Add("starts", new Binary(BinaryKind.Mul), [context.Numbers("frame", frames), context.Scalar("step", ElementType.Int64, (long)step)]);
        Value column = context.Add("column", new ExpandDims(), [starts, context.Integers("column_axis", -1)]);
        Value indices = context.Add("samples", new Binary(BinaryKind.Add), [column, context.Numbers("sample", size)]);
        context.SetOutput(0, context.Add("frames", new Gather(-1), [signal, indices]));
        Value seen = context.State("seen", new TensorInfo(ElementType.Int32, []));
        Value missing = context.Scalar("missing", ElementType.Int32, prefill ? 0 : whole - 1);
        Value more = context.Add("more", new Binary(BinaryKind.Add), [seen, context.Scalar("new", ElementType.Int32, Math.Min(frames, whole))]);
        context.Builder.State(seen, context.Add("seen_next", new Binary(BinaryKind.Minimum), [more, context.Scalar("enough", ElementType.Int32, whole)]));
        context.SetOutput(1, context.Add("valid", new Comparison(ComparisonKind.GreaterOrEqual), [seen, missing]));
    }

    /// <summary>The last frames side by side. In the first run the frame stands for those before it; then every so many runs count.</summary>
    private static void Stacker(MappingContext context)
    {
        FlexMap o = context.Operator.CustomMap();
        int channels = o.Int32("num_channels"), left = o.Int32("stacker_left_context"), right = o.Int32("stacker_right_context"), step = o.Int32("stacker_step");
        Value x = context.Input(0);
        Require(x.Info.Shape.IsCompatibleWith([channels]), $"operand 0 is {x}, expected [{channels}]");
        Require(channels > 0 && left >= 0 && right >= 0 && step > 0 && step <= 1L + left + right,
            $"{channels} channels, {left} frames before, {right} after, step {step}: expected 1 <= step <= frames");
        Require((1L + left + right) * channels <= MaxSamples, $"{1L + left + right} frames of {channels}, expected up to {MaxSamples} samples");
        int former = left + right;
        Value stacked = x;
        if (former > 0)
        {
            Value kept = context.State("former", x.Info with { Shape = [former * channels], Quantization = null });
            Value started = context.State("started", new TensorInfo(ElementType.Bool, []));
            Value first = context.Add("first", new Tile(), [x, context.Integers("copies", former)]);
            stacked = context.Add("stacked", new Concat(0), [context.Add("before", new Select(), [started, kept, first]), x]);
            Value next = context.Add("kept", new StridedSlice(), [stacked, context.Integers("begin", channels), context.Integers("end", (former + 1) * channels)]);
            context.Builder.State(kept, next);
            context.Builder.State(started, context.Scalar("true", ElementType.Bool, true));
        }

        context.SetOutput(0, stacked);
        Value wait = context.State("wait", new TensorInfo(ElementType.Int32, []));
        Value valid = context.Add("valid", new Comparison(ComparisonKind.Equal), [wait, context.Scalar("zero", ElementType.Int32, 0)]);
        Value less = context.Add("less", new Binary(BinaryKind.Sub), [wait, context.Scalar("one", ElementType.Int32, 1)]);
        context.Builder.State(wait, context.Add("wait_next", new Select(), [valid, context.Scalar("again", ElementType.Int32, step - 1), less]), context.Scalar("wait_first", ElementType.Int32, right));
        context.SetOutput(1, valid);
    }

    private static void OverlapAdd(MappingContext context)
    {
        Value x = context.Input(0);
        Shape shape = x.Info.Shape;
        Require(shape.IsStatic && shape.Rank >= 2, $"operand 0 is {x}, expected known sizes and at least 2 dimensions");
        ReadOnlySpan<Dimension> sizes = shape.Dimensions.Span;
        Value rest = context.State("rest", x.Info with { Shape = Shape.Create([.. sizes[..^2], sizes[^1]]), Quantization = null });
        var results = context.EmitMany(new SignalOverlapAdd(context.Operator.CustomMap().Int32("frame_step")), [x, rest], 1);
        context.Builder.State(rest, results[1]);
    }

    /// <summary>The last <paramref name="count"/> samples of former runs, zeros at first, before those of this run.</summary>
    private static Value Prolong(MappingContext context, Value x, long count)
    {
        if (count == 0) return x;
        Shape shape = x.Info.Shape;
        int axis = shape.Rank - 1;
        Require(count + shape[axis] <= MaxSamples && shape.Product(0, axis) <= MaxSamples / (count + shape[axis]),
            $"{count} samples are kept for {x}, expected up to {MaxSamples} in all");
        Value former = context.State("former", x.Info with { Shape = shape.With(axis, (int)count), Quantization = null });
        Value signal = context.Add("signal", new Concat(-1), [former, x]);
        int size = (int)count + shape[axis];
        context.Builder.State(former, context.Add("kept", new StridedSlice(),
            [signal, context.Integers("kept_begin", size - count), context.Integers("kept_end", size), null, context.Integers("kept_axis", -1)]));
        return signal;
    }

    private static Value Rows(MappingContext context)
    {
        Value x = context.Input(0);
        Require(x.Info.Shape.IsStatic && x.Info.Shape.Rank >= 1, $"operand 0 is {x}, expected known sizes and at least 1 dimension");
        return x;
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition) throw new InvalidNetworkException(problem);
    }
}
