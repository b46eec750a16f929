using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Loops over sequences, which exist only while mapping: their steps are written out one after the other.</summary>
internal static class UnrolledLoop
{
    private const int MaxSteps = 4096;

    public static void Map(MappingContext context, GraphProto body)
    {
        int carried = context.InputCount - 2;
        if (context.OutputCount > carried) throw new UnmappedException("a loop over sequences stacks results, which is not supported");
        if (context.Has(1) && context.Input(1).Constant is null) throw new UnmappedException("a loop over sequences has a computed condition, expected a constant");
        bool goesOn = !context.Has(1) || context.Input(1).Constant!.Span<bool>()[0];
        long steps = !context.Has(0) ? throw new UnmappedException("a loop over sequences has no number of steps")
            : context.ConstantIntegers(0)?[0] ?? throw new UnmappedException("a loop over sequences has a computed number of steps, expected a constant");
        if (steps > MaxSteps) throw new UnmappedException($"a loop over sequences has {steps} steps, expected at most {MaxSteps}");
        MappedValue[] values = [.. Enumerable.Range(2, carried).Select(context.Any)];
        for (long step = 0; step < steps && goesOn; step++)
        {
            GraphMapper inner = context.Graph.Inner(seesOuter: true);
            inner.AddInitializers(body);
            inner.Write(body.Input[0].Name, new TensorValue(context.Scalar(ElementType.Int64, step)));
            inner.Write(body.Input[1].Name, new TensorValue(context.Scalar(ElementType.Bool, 1)));
            for (int i = 0; i < carried; i++) inner.Write(body.Input[i + 2].Name, values[i]);
            inner.Map(body.Node);
            if (inner.Read(body.Output[0].Name) is not TensorValue { Value.Constant: { } condition })
                throw new UnmappedException("a loop over sequences computes its condition, expected a constant");
            goesOn = condition.Span<bool>()[0];
            values = [.. Enumerable.Range(1, carried).Select(i => inner.Read(body.Output[i].Name))];
        }

        for (int i = 0; i < context.OutputCount; i++)
            if (context.HasOutput(i)) context.SetOutput(i, values[i]);
    }
}
