using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using NnBridge.Cli.Commands;
using NnBridge.Ops;
using NnBridge.Runtime;

namespace NnBridge.Cli.Golden;

/// <summary>Runs golden cases and compares their outputs with what is expected.</summary>
/// <param name="runtime">What runs them.</param>
/// <param name="backends">Backends in order of preference.</param>
internal sealed class CaseVerifier(NnRuntime runtime, ValueList<string> backends)
{
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
            return Result(CaseResult.Unsupported, e.Message, null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            string reason = e is NnBridgeException or InvalidDataException or IOException ? e.Message : e.ToString();
            return Result(CaseResult.Error, reason, null);
        }

        CaseResult Result(string status, string? reason, Comparison? c) =>
            new(golden.Name, status, reason, c?.MaxAbs ?? 0, c?.MaxRel ?? 0, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private Comparison Compare(GoldenCase golden, CancellationToken cancellation)
    {
        Network network = runtime.Load(golden.Model, new ParseOptions { InputShapes = StepShapes(golden) });
        var options = new CompileOptions { Backends = backends, States = [.. golden.State.Select(s => new StateLink(
            NameOf(s.Key, network.OutputNames), NameOf(s.Value, [.. network.Inputs.Select(i => i.Name)])))] };
        using CompiledProgram program = runtime.Compile(network, options, cancellation);
        using Session session = program.CreateSession();
        return golden.IsSequence ? CompareSequence(golden, session, cancellation) : CompareOnce(golden, session, cancellation);
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

    private static Comparison CompareOnce(GoldenCase golden, Session session, CancellationToken cancellation)
    {
        if (golden.Inputs.FirstOrDefault(i => TensorFile.ReadAll(i.Path).Length != 1) is { } absent)
            throw new UnsupportedOperatorException(golden.Model, [new UnsupportedOperator("input", $"{absent.Index}", "an optional value that is absent cannot be given to a session")]);
        (int Input, Tensor Tensor)[] inputs = [.. golden.Inputs.Select(i => (InputIndex(session, i), TensorFile.Read(i.Path)))];
        foreach ((int input, Tensor tensor) in inputs) session.SetInputShape(session.Inputs[input].Name, tensor.Info.Shape);
        foreach ((int input, Tensor tensor) in inputs) SessionInputs.Copy(tensor, session.InputBuffer(input), session.Inputs[input].Name);
        session.Run(cancellation);
        (GoldenTensor Output, Tensor Expected)[] outputs = Expected(golden);
        if (outputs.Length > 0 && outputs.Max(o => o.Output.Index) >= session.Outputs.Length)
            return new Comparison($"{session.Outputs.Length} outputs, expected {outputs.Length}", 0, 0);
        foreach ((GoldenTensor output, Tensor expected) in outputs)
            if (OtherKind(session, output, expected) is { } problem) return new Comparison(problem, 0, 0);
        return golden.Tolerance.Compare([.. outputs.Select(o => Output(session, o.Output, TensorBuffer.OfConstant(o.Expected).ToDoubles()))]);
    }

    private static Comparison CompareSequence(GoldenCase golden, Session session, CancellationToken cancellation)
    {
        foreach (GoldenTensor state in golden.InitialState)
            SessionInputs.Copy(TensorFile.Read(state.Path), session.StateBuffer(state.Name), state.Name);
        foreach (GoldenTensor input in golden.Fixed)
            SessionInputs.Copy(TensorFile.Read(input.Path), session.InputBuffer(InputIndex(session, input)), input.Name);
        (int Input, Tensor Tensor)[] inputs = [.. golden.Inputs.Select(i => (InputIndex(session, i), TensorFile.Read(i.Path)))];
        (GoldenTensor Output, double[] Expected)[] outputs =
            [.. golden.Outputs.Select(o => (o, TensorBuffer.OfConstant(TensorFile.Read(o.Path)).ToDoubles()))];
        int steps = inputs[0].Tensor.Info.Shape[0];
        Comparison worst = new(null, 0, 0);
        for (int step = 0; step < steps; step++)
        {
            foreach ((int input, Tensor tensor) in inputs) SessionInputs.Copy(Slice(tensor, step), session.InputBuffer(input), session.Inputs[input].Name);
            session.Run(cancellation);
            Comparison one = golden.Tolerance.Compare([.. outputs.Select(o =>
                Output(session, o.Output, o.Expected[(step * o.Expected.Length / steps)..((step + 1) * o.Expected.Length / steps)]))]);
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
    private static string? OtherKind(Session session, GoldenTensor golden, Tensor expected)
    {
        if (Path.GetExtension(golden.Path) != TensorFile.Protobuf) return null;
        TensorInfo actual = session.OutputBuffer(FindPort(session.Outputs.Select(p => p.Name).ToList(), golden)).Info;
        return actual.Type == expected.Info.Type && actual.Shape == expected.Info.Shape ? null
            : $"output {golden.Index} is {actual.Type}{actual.Shape}, expected {expected.Info}";
    }

    private static GoldenOutput Output(Session session, GoldenTensor golden, double[] expected)
    {
        int index = FindPort(session.Outputs.Select(p => p.Name).ToList(), golden);
        TensorBuffer actual = session.OutputBuffer(index);
        int columns = actual.Info.Shape.Rank == 0 ? 1 : actual.Info.Shape[actual.Info.Shape.Rank - 1];
        return new GoldenOutput(golden.Name, actual.ToDoubles(), expected, columns, Step(session, index, actual.Info, golden));
    }

    /// <summary>One quantization step: 1 for stored integers; for real numbers the scale of what was dequantized.</summary>
    private static double Step(Session session, int index, TensorInfo info, GoldenTensor golden)
    {
        if (info.Type.IsInteger()) return 1;
        if (golden.Scale is { } scale) return scale;
        Value output = session.Plan.Network.Outputs[index];
        while (output.Producer is { Op.Name: not "Dequantize" } producer && producer.Inputs.Length > 0 && producer.Inputs[0] is { } source
            && source.Info.Type == output.Info.Type) output = source;
        return output.Producer is { Op.Name: "Dequantize" } dequantize && dequantize.Input(0).Info.Quantization is { IsPerTensor: true } q ? q.Scale : 1;
    }

    private static int InputIndex(Session session, GoldenTensor tensor) => FindPort(session.Inputs.Select(p => p.Name).ToList(), tensor);

    private static int FindPort(List<string> names, GoldenTensor tensor)
    {
        int named = names.IndexOf(tensor.Name);
        if (named >= 0 && names.LastIndexOf(tensor.Name) == named) return named;
        return tensor.Index < names.Count ? tensor.Index : throw new InvalidDataException($"the model has no '{tensor.Name}'; it has: {string.Join(", ", names)}");
    }

    private static string NameOf(string nameOrIndex, IReadOnlyList<string> names) =>
        int.TryParse(nameOrIndex, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < names.Count ? names[index] : nameOrIndex;
}
