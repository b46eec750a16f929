using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Makes a loop of the network description from a graph that is run step by step.</summary>
/// <remarks>
/// The loop's values are: the number of the step, whether to go on, the number of steps, what is carried, what is read in every step, what the
/// graph captures, and for each stacked result the elements so far, in a row, and the shape of the last ones where that is not known.
/// </remarks>
/// <param name="context">The node.</param>
/// <param name="body">What is run in each step.</param>
/// <param name="carried">First values of what steps hand on.</param>
/// <param name="sources">Tensors that steps read slices of.</param>
internal sealed class LoopBuilder(MappingContext context, GraphProto body, ImmutableArray<Value> carried, ImmutableArray<Value> sources)
{
    private const int Fixed = 3;

    private readonly Captures _captures = new(context);

    /// <summary>Number of steps; null for no limit.</summary>
    public Value? Count { get; init; }

    /// <summary>Whether to run the first step; null for yes.</summary>
    public Value? Condition { get; init; }

    /// <summary>Defines the inputs of the body.</summary>
    public required Action<GraphMapper, LoopStep> BindInputs { get; init; }

    /// <summary>Result of the body that says whether to go on; null for always.</summary>
    public string? ConditionOutput { get; init; }

    /// <summary>Other results of the body: what is carried, then what is stacked.</summary>
    public required ImmutableArray<string> Outputs { get; init; }

    private int Given => Fixed + carried.Length + sources.Length + _captures.Operands.Length;

    /// <summary>Adds the loop; null when the body cannot be mapped, which has been reported.</summary>
    public LoopResults? Map()
    {
        List<Value> operands =
        [
            context.Scalar(ElementType.Int64, 0), Condition ?? context.Scalar(ElementType.Bool, 1), Count ?? Unlimited(),
            .. carried, .. sources, .. _captures.Operands,
        ];
        int before = context.Graph.File.Unsupported.Count;
        TensorInfo[] infos = [.. operands.Select(v => v.Info)];
        // Looked at once to learn what is stacked.
        if (MapBody(infos, []) is not { } probe || context.Graph.File.Unsupported.Count > before)
        {
            context.Graph.SkipAll(context.Node);
            return null;
        }

        TensorInfo[] stacked = [.. probe.Outputs.Skip(Given).Select(o => o.Info)];
        foreach (TensorInfo info in stacked) operands.AddRange(FirstOf(info));
        infos = [.. operands.Select(v => v.Info)];
        Network loop = MapBody(infos, stacked) ?? throw new InvalidOperationException("the body was mapped before");
        // A value whose shape the body changes is open in its shape; each round knows less.
        while (Widen(infos, loop)) loop = MapBody(infos, stacked) ?? throw new InvalidOperationException("the body was mapped before");
        ImmutableArray<Value> results = context.Builder.AddMany(context.Name, new While(MapCondition(infos), loop), [.. operands]);
        // Without a condition all steps are run, which may be known ahead.
        Value steps = ConditionOutput is null && Condition is null && Count is not null ? Count : results[0];
        return new LoopResults(steps, results.Slice(Fixed, carried.Length), results[Given..], [.. stacked]);
    }

    private Value Unlimited() => context.Builder.Constant($"{context.Name}/unlimited", Tensor.Create<long>(new TensorInfo(ElementType.Int64, []), [long.MaxValue]));

    /// <summary>The empty row of a stacked result, and its shape where that is not known.</summary>
    private Value[] FirstOf(TensorInfo stacked)
    {
        if (stacked.Type.IsPacked()) throw new UnmappedException($"stacks elements of type {stacked.Type}, expected at least 8 bits");
        if (!stacked.Shape.IsRanked) throw new UnmappedException("stacks results whose number of dimensions is unknown");
        Value row = context.Builder.Constant($"{context.Name}/none", new Tensor(new TensorInfo(stacked.Type, [0]), default));
        return stacked.Shape.IsStatic ? [row] : [row, context.Integers("shape", [.. stacked.Shape.ToArray().Select(s => (long)Math.Max(s, 0))])];
    }

    private Network MapCondition(TensorInfo[] infos)
    {
        var builder = new NetworkBuilder($"{context.Name}/condition");
        Value[] inputs = [.. infos.Select((info, i) => builder.Input($"value{i}", info))];
        Value more = builder.Add("more", new Comparison(ComparisonKind.Less), [inputs[0], inputs[2]]);
        builder.Output(builder.Add("goes on", new Logical(LogicalKind.And), [more, inputs[1]]));
        return builder.Build();
    }

    /// <summary>One step as a network. Without <paramref name="stacked"/> its last outputs are the stacked results themselves.</summary>
    private Network? MapBody(TensorInfo[] infos, TensorInfo[] stacked)
    {
        var builder = new NetworkBuilder(body.Name.Length > 0 ? body.Name : context.Name);
        Value[] inputs = [.. infos.Select((info, i) => builder.Input($"value{i}", info))];
        GraphMapper inner = context.Graph.Inner(builder);
        var step = new MappingContext(inner, context.Node, context.Name);
        _captures.Bind(inner, inputs.AsSpan(Fixed + carried.Length + sources.Length, _captures.Operands.Length));
        inner.AddInitializers(body);
        BindInputs(inner, new LoopStep(step, inputs, carried.Length));
        inner.Map(body.Node);
        MappedValue[] results = [.. Outputs.Select(inner.Read)];
        MappedValue goesOn = ConditionOutput is null ? new TensorValue(inputs[1]) : inner.Read(ConditionOutput);
        if (results.Contains(MappedValue.Missing) || goesOn == MappedValue.Missing) return null;
        builder.Output(step.Binary(BinaryKind.Add, inputs[0], step.Scalar(ElementType.Int64, 1)));
        builder.Output(step.AsScalar(TensorOf(goesOn)));
        builder.Output(inputs[2]);
        for (int i = 0; i < carried.Length; i++) builder.Output(TensorOf(results[i]));
        for (int i = Fixed + carried.Length; i < Given; i++) builder.Output(inputs[i]);
        int next = Given;
        for (int i = carried.Length; i < results.Length; i++)
        {
            Value value = TensorOf(results[i]);
            if (stacked.Length == 0)
            {
                builder.Output(value);
                continue;
            }

            builder.Output(step.Concat(0, inputs[next++], step.Reshape(value, -1)));
            if (stacked[i - carried.Length].Shape.IsStatic) continue;
            builder.Output(step.ShapeOf(value));
            next++;
        }

        return builder.Build();
    }

    private static Value TensorOf(MappedValue value) =>
        value is TensorValue tensor ? tensor.Value : throw new UnmappedException("a step yields a sequence, which is not supported here");

    private static bool Widen(TensorInfo[] infos, Network loop)
    {
        bool changed = false;
        for (int i = 0; i < infos.Length; i++)
        {
            Shape merged = infos[i].Shape.Merge(loop.Outputs[i].Info.Shape);
            changed |= merged != infos[i].Shape;
            infos[i] = infos[i] with { Shape = merged };
        }

        return changed;
    }
}

/// <summary>What the body of a loop sees in one step.</summary>
/// <param name="context">Adds nodes to the body.</param>
/// <param name="inputs">The loop's values.</param>
/// <param name="carried">How many of them are carried.</param>
internal sealed class LoopStep(MappingContext context, Value[] inputs, int carried)
{
    public Value Index => inputs[0];

    public Value Condition => inputs[1];

    public ReadOnlySpan<Value> Carried => inputs.AsSpan(3, carried);

    /// <summary>The slice of a source that belongs to the step.</summary>
    public Value Slice(int source, int axis, bool reversed)
    {
        Value index = Index;
        if (reversed)
        {
            Value last = context.Binary(BinaryKind.Sub, inputs[2], context.Scalar(ElementType.Int64, 1));
            index = context.Binary(BinaryKind.Sub, last, index);
        }

        return context.Add("slice", new Gather(axis), inputs[3 + carried + source], index);
    }
}

/// <summary>What a loop yields.</summary>
/// <param name="Steps">Number of steps.</param>
/// <param name="Carried">Last values of what is carried.</param>
/// <param name="Rows">Elements of stacked results in a row, each followed by its shape where that is not known.</param>
/// <param name="Infos">Type and shape of one element of each stacked result.</param>
internal sealed record LoopResults(Value Steps, ImmutableArray<Value> Carried, ImmutableArray<Value> Rows, ImmutableArray<TensorInfo> Infos)
{
    /// <summary>A stacked result with one step per index of axis 0.</summary>
    public Value Stacked(MappingContext context, int index)
    {
        int at = index + Infos.Take(index).Count(i => !i.Shape.IsStatic);
        Shape shape = Infos[index].Shape;
        Value steps = context.Reshape(Steps, 1);
        Value sizes = shape.IsStatic ? context.Integers("shape", [.. shape.ToArray().Select(s => (long)s)]) : Rows[at + 1];
        return context.Add("stacked", new Reshape(), Rows[at], context.Concat(0, steps, sizes));
    }
}
