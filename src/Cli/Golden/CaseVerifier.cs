using System.Collections.Immutable;
using System.Diagnostics;
using NnBridge.Runtime;

namespace NnBridge.Cli.Golden;

/// <summary>Runs golden cases and compares their outputs with what is expected.</summary>
/// <param name="open">Loads the model of a case; gets the shapes of inputs that have to be known before.</param>
internal sealed class CaseVerifier(Func<GoldenCase, ImmutableDictionary<string, Shape>, CancellationToken, ICaseEngine> open)
{
    /// <summary>Runs cases in sessions.</summary>
    /// <param name="runtime">What runs them.</param>
    /// <param name="backends">Backends in order of preference.</param>
    /// <param name="precision">How exactly float products are computed.</param>
    public CaseVerifier(NnRuntime runtime, ValueList<string> backends, Precision precision = Precision.Strict)
        : this((golden, shapes, cancellation) => new SessionEngine(runtime, backends, golden, shapes, precision, cancellation)) { }

    public CaseResult Verify(GoldenCase golden, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            Comparison comparison = Compare(golden, cancellation);
            return Result(comparison.Problem is null ? CaseResult.Pass : CaseResult.Fail, comparison.Problem, comparison);
        }
        catch (UnsupportedOperatorException e)
        {
            return Result(CaseResult.Unsupported, e.Message, null) with { Missing = [.. e.Operators.Select(o => o.Operator).Distinct()] };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            string reason = e is NnBridgeException or InvalidDataException or IOException ? e.Message : e.ToString();
            return Result(CaseResult.Error, reason, null);
        }

        CaseResult Result(string status, string? reason, Comparison? c) =>
            new(golden.Name, status, reason, c?.MaxAbs ?? 0, c?.MaxRel ?? 0, Stopwatch.GetElapsedTime(start).TotalMilliseconds, []);
    }

    private Comparison Compare(GoldenCase golden, CancellationToken cancellation)
    {
        using ICaseEngine engine = open(golden, StepShapes(golden), cancellation);
        return golden.IsSequence ? CompareSequence(golden, engine, cancellation) : CompareOnce(golden, engine, cancellation);
    }

    /// <summary>Shapes of one step of a sequence: what is kept from step to step needs known sizes, also where the model leaves them open.</summary>
    private static ImmutableDictionary<string, Shape> StepShapes(GoldenCase golden)
    {
        var shapes = ImmutableDictionary.CreateBuilder<string, Shape>();
        if (!golden.IsSequence) return shapes.ToImmutable();
        foreach (GoldenTensor input in golden.Inputs)
            if (input.Name.Length > 0) shapes[input.Name] = Slice(TensorFile.Read(input.Path), 0).Info.Shape;
        foreach (GoldenTensor input in golden.Fixed.Concat(golden.InitialState))
            if (input.Name.Length > 0) shapes[input.Name] = TensorFile.Read(input.Path).Info.Shape;
        return shapes.ToImmutable();
    }

    private static Comparison CompareOnce(GoldenCase golden, ICaseEngine engine, CancellationToken cancellation)
    {
        if (golden.Inputs.FirstOrDefault(i => TensorFile.ReadAll(i.Path).Length != 1) is { } absent)
            throw new UnsupportedOperatorException(golden.Model, [new UnsupportedOperator("input", $"{absent.Index}", "an optional value that is absent cannot be given to a session")]);
        (int Input, Tensor Tensor)[] inputs = [.. golden.Inputs.Select(i => (InputIndex(engine, i), TensorFile.Read(i.Path)))];
        foreach ((int input, Tensor tensor) in inputs) engine.SetShape(input, tensor.Info.Shape);
        foreach ((int input, Tensor tensor) in inputs) engine.SetInput(input, tensor);
        engine.Run(cancellation);
        (GoldenTensor Output, Tensor Expected)[] outputs = Expected(golden);
        if (outputs.Length > 0 && outputs.Max(o => o.Output.Index) >= engine.OutputNames.Count)
            return new Comparison($"{engine.OutputNames.Count} outputs, expected {outputs.Length}", 0, 0);
        foreach ((GoldenTensor output, Tensor expected) in outputs)
            if (OtherKind(engine, output, expected) is { } problem) return new Comparison(problem, 0, 0);
        return golden.Tolerance.Compare([.. outputs.Select(o => Output(engine, o.Output, TensorBuffer.OfConstant(o.Expected).ToDoubles()))]);
    }

    private static Comparison CompareSequence(GoldenCase golden, ICaseEngine engine, CancellationToken cancellation)
    {
        foreach (GoldenTensor state in golden.InitialState) engine.SetState(state.Name, TensorFile.Read(state.Path));
        foreach (GoldenTensor input in golden.Fixed) engine.SetInput(InputIndex(engine, input), TensorFile.Read(input.Path));
        (int Input, Tensor Tensor)[] inputs = [.. golden.Inputs.Select(i => (InputIndex(engine, i), TensorFile.Read(i.Path)))];
        (GoldenTensor Output, double[] Expected)[] outputs =
            [.. golden.Outputs.Select(o => (o, TensorBuffer.OfConstant(TensorFile.Read(o.Path)).ToDoubles()))];
        int steps = inputs[0].Tensor.Info.Shape[0];
        Comparison worst = new(null, 0, 0);
        for (int step = 0; step < steps; step++)
        {
            foreach ((int input, Tensor tensor) in inputs) engine.SetInput(input, Slice(tensor, step));
            engine.Run(cancellation);
            Comparison one = golden.Tolerance.Compare([.. outputs.Select(o =>
                Output(engine, o.Output, o.Expected[(step * o.Expected.Length / steps)..((step + 1) * o.Expected.Length / steps)]))]);
            string? problem = worst.Problem ?? (one.Problem is null ? null : $"step {step}: {one.Problem}");
            worst = new Comparison(problem, Math.Max(worst.MaxAbs, one.MaxAbs), Math.Max(worst.MaxRel, one.MaxRel));
        }

        return worst;
    }

    private static Tensor Slice(Tensor stacked, int step)
    {
        int bytes = stacked.Bytes.Length / stacked.Info.Shape[0];
        var info = stacked.Info with { Shape = Shape.Create(stacked.Info.Shape.Dimensions.Span[1..]) };
        return new Tensor(info, stacked.Bytes.Slice(step * bytes, bytes));
    }

    /// <summary>The outputs to expect; a sequence counts as one per tensor.</summary>
    private static (GoldenTensor Output, Tensor Expected)[] Expected(GoldenCase golden)
    {
        IEnumerable<(GoldenTensor Output, Tensor Expected)> all = golden.Outputs.SelectMany(o => TensorFile.ReadAll(o.Path).Select(t => (o, t)));
        return golden.Outputs.All(o => Path.GetExtension(o.Path) == TensorFile.Protobuf)
            ? [.. all.Select((o, i) => (o.Output with { Index = i }, o.Expected))]
            : [.. all];
    }

    /// <summary>Says how type or shape differ from what an ONNX test case states; .npy files lack some types, and their shapes are looser.</summary>
    private static string? OtherKind(ICaseEngine engine, GoldenTensor golden, Tensor expected)
    {
        if (Path.GetExtension(golden.Path) != TensorFile.Protobuf) return null;
        TensorInfo actual = engine.Output(FindPort(engine.OutputNames, golden)).Info;
        return actual.Type == expected.Info.Type && actual.Shape == expected.Info.Shape ? null
            : $"output {golden.Index} is {actual.Type}{actual.Shape}, expected {expected.Info}";
    }

    private static GoldenOutput Output(ICaseEngine engine, GoldenTensor golden, double[] expected)
    {
        int index = FindPort(engine.OutputNames, golden);
        TensorBuffer actual = engine.Output(index);
        int columns = actual.Info.Shape.Rank == 0 ? 1 : actual.Info.Shape[actual.Info.Shape.Rank - 1];
        return new GoldenOutput(golden.Name, actual.ToDoubles(), expected, columns, actual.Info.Type.IsInteger() ? 1 : golden.Scale ?? engine.Step(index));
    }

    private static int InputIndex(ICaseEngine engine, GoldenTensor tensor) => FindPort(engine.InputNames, tensor);

    private static int FindPort(IReadOnlyList<string> names, GoldenTensor tensor)
    {
        if (names.Count(n => n == tensor.Name) == 1) return names.Index().First(n => n.Item == tensor.Name).Index;
        return tensor.Index < names.Count ? tensor.Index : throw new InvalidDataException($"the model has no '{tensor.Name}'; it has: {string.Join(", ", names)}");
    }
}
