using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>If, Loop and Scan.</summary>
internal static class ControlFlowMapping
{
    /// <summary>Scan had a batch dimension before.</summary>
    private const int ScanWithoutBatch = 9;

    public static IReadOnlyDictionary<string, OperatorMapping> Operators { get; } = new Dictionary<string, OperatorMapping>
    {
        ["If"] = If,
        ["Loop"] = Loop,
        ["Scan"] = Scan,
    };

    /// <summary>The branch that a constant condition takes becomes part of the graph; otherwise both become networks of their own.</summary>
    private static void If(MappingContext context)
    {
        GraphProto then = context.Attributes.Graph("then_branch"), otherwise = context.Attributes.Graph("else_branch");
        Value condition = context.Input(0);
        if (condition.Constant is { Info.Type: ElementType.Bool } known)
        {
            Inline(context, known.Span<bool>()[0] ? then : otherwise);
            return;
        }

        var captures = new Captures(context);
        int before = context.Graph.File.Unsupported.Count;
        (Network Network, BranchResult[] Results)? a = Branch(context, then, captures), b = Branch(context, otherwise, captures);
        if (a is null || b is null || context.Graph.File.Unsupported.Count > before)
        {
            context.Graph.SkipAll(context.Node);
            return;
        }

        if (!a.Value.Results.SequenceEqual(b.Value.Results)) throw new UnmappedException("the branches yield sequences of different length");
        Value scalar = condition.Info.Shape is { IsRanked: true, Rank: 0 } ? condition : context.AsScalar(condition);
        ImmutableArray<Value> results = context.Builder.AddMany(context.Name, new If(a.Value.Network, b.Value.Network), [scalar, .. captures.Operands]);
        int next = 0;
        for (int i = 0; i < context.OutputCount; i++)
        {
            MappedValue result = a.Value.Results[i].Take(results, ref next);
            if (context.HasOutput(i)) context.SetOutput(i, result);
        }
    }

    private static void Inline(MappingContext context, GraphProto branch)
    {
        GraphMapper inner = context.Graph.Inner(seesOuter: true);
        inner.AddInitializers(branch);
        inner.Map(branch.Node);
        for (int i = 0; i < context.OutputCount; i++)
            if (context.HasOutput(i)) context.SetOutput(i, inner.Read(branch.Output[i].Name));
    }

    /// <summary>A branch as a network, and what each of its results is; null when a result is missing.</summary>
    private static (Network Network, BranchResult[] Results)? Branch(MappingContext context, GraphProto branch, Captures captures)
    {
        if (branch.Output.Count < context.OutputCount) throw new InvalidNetworkException($"a branch has {branch.Output.Count} results, expected {context.OutputCount}");
        var builder = new NetworkBuilder(branch.Name);
        GraphMapper inner = context.Graph.Inner(builder);
        captures.Bind(inner, [.. captures.Operands.Select((v, i) => builder.Input($"{i} {v.Name}", v.Info))]);
        inner.AddInitializers(branch);
        inner.Map(branch.Node);
        MappedValue[] values = [.. branch.Output.Take(context.OutputCount).Select(o => inner.Read(o.Name))];
        if (values.Contains(MappedValue.Missing)) return null;
        BranchResult[] results = [.. values.Select(v => BranchResult.Of(v, builder))];
        return (builder.Build(), results);
    }

    private static void Loop(MappingContext context)
    {
        GraphProto body = context.Attributes.Graph("body");
        int carried = context.InputCount - 2;
        if (body.Input.Count != context.InputCount || body.Output.Count != context.OutputCount + 1 || carried < 0)
            throw new InvalidNetworkException($"the body has {body.Input.Count} inputs and {body.Output.Count} results, expected {context.InputCount} and {context.OutputCount + 1}");
        bool sequences = Enumerable.Range(2, carried).Any(i => context.Any(i) is not TensorValue);
        if (sequences)
        {
            UnrolledLoop.Map(context, body);
            return;
        }

        var loop = new LoopBuilder(context, body, [.. Enumerable.Range(2, carried).Select(context.Input)], [])
        {
            Count = context.Optional(0) is { } count ? context.AsScalar(count) : null,
            Condition = context.Optional(1) is { } condition ? context.AsScalar(condition) : null,
            BindInputs = (inner, state) =>
            {
                inner.Write(body.Input[0].Name, new TensorValue(state.Index));
                inner.Write(body.Input[1].Name, new TensorValue(state.Condition));
                for (int i = 0; i < carried; i++) inner.Write(body.Input[i + 2].Name, new TensorValue(state.Carried[i]));
            },
            ConditionOutput = body.Output[0].Name,
            Outputs = [.. body.Output.Skip(1).Select(o => o.Name)],
        };
        if (loop.Map() is not { } results) return;
        for (int i = 0; i < context.OutputCount; i++)
            if (context.HasOutput(i)) context.SetOutput(i, i < carried ? results.Carried[i] : results.Stacked(context, i - carried));
    }

    private static void Scan(MappingContext context)
    {
        if (context.Opset < ScanWithoutBatch) throw new UnmappedException("version 8, with a batch dimension, is not supported; version 9 and later are");
        GraphProto body = context.Attributes.Graph("body");
        int scanned = (int)context.Attributes.RequiredInt("num_scan_inputs"), states = context.InputCount - scanned, yields = context.OutputCount - states;
        if (scanned < 1 || states < 0 || yields < 0 || body.Input.Count != context.InputCount || body.Output.Count != context.OutputCount)
            throw new InvalidNetworkException($"has {context.InputCount} operands, {scanned} of them scanned, and {context.OutputCount} results; the body has {body.Input.Count} and {body.Output.Count}");
        Value[] sources = [.. Enumerable.Range(states, scanned).Select(context.Input)];
        int[] axes = [.. Listed(context, "scan_input_axes", scanned).Select((a, i) => a < 0 ? InferenceContext.Axis(a, sources[i].RankOf($"operand {states + i}")) : (int)a)];
        long[] directions = Listed(context, "scan_input_directions", scanned);
        var loop = new LoopBuilder(context, body, [.. Enumerable.Range(0, states).Select(context.Input)], [.. sources])
        {
            Count = context.AsScalar(context.ShapeOf(sources[0], axes[0], axes[0] + 1)),
            BindInputs = (inner, state) =>
            {
                for (int i = 0; i < states; i++) inner.Write(body.Input[i].Name, new TensorValue(state.Carried[i]));
                for (int i = 0; i < scanned; i++)
                    inner.Write(body.Input[states + i].Name, new TensorValue(state.Slice(i, axes[i], directions[i] != 0)));
            },
            Outputs = [.. body.Output.Select(o => o.Name)],
        };
        if (loop.Map() is not { } results) return;
        long[] outputAxes = Listed(context, "scan_output_axes", yields), outputDirections = Listed(context, "scan_output_directions", yields);
        for (int i = 0; i < context.OutputCount; i++)
        {
            if (!context.HasOutput(i)) continue;
            context.SetOutput(i, i < states ? results.Carried[i] : Arranged(context, results.Stacked(context, i - states), outputAxes[i - states], outputDirections[i - states] != 0));
        }
    }

    /// <summary>Stacked results in the order and along the axis that the node asks for.</summary>
    private static Value Arranged(MappingContext context, Value stacked, long axis, bool reversed)
    {
        if (reversed) stacked = context.Add("reverse", new Reverse(), stacked, context.Integers("axis", 0));
        if (axis == 0) return stacked;
        int rank = stacked.RankOf("a scanned result"), target = InferenceContext.Axis(axis, rank);
        List<long> order = [.. Enumerable.Range(1, rank - 1).Select(a => (long)a)];
        order.Insert(target, 0);
        return context.Transpose(stacked, [.. order]);
    }

    private static long[] Listed(MappingContext context, string name, int count)
    {
        long[] listed = context.Attributes.Ints(name) ?? new long[count];
        return listed.Length == count ? listed : throw new InvalidNetworkException($"attribute '{name}' has {listed.Length} numbers, expected {count}");
    }
}
