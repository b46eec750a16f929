using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Recurrent layers: ONNX's own where these say the same, else one step written out, inside of Scan when there are several.</summary>
internal static class RecurrentWriters
{
    private const int X = 0;

    public static void Register(WriterTable table)
    {
        table.Add<Lstm>(Lstm);
        table.Add<Gru>(Gru);
        table.Add<Rnn>(Rnn);
        table.Add<Svdf>(Svdf);
    }

    private static void Lstm(NodeWriter w, Lstm op)
    {
        if (!LstmStep.IsNeeded(w, op))
        {
            // Gates come as i, o, f, g.
            ReadOnlySpan<int> gates = [1, 4, 2, 3];
            string[] y = w.EmitMany("LSTM", 3,
                [Sequence(w, op.TimeMajor), Stacked(w, gates), Stacked(w, Shifted(gates, 4)), Biases(w, Shifted(gates, 11)), Lengths(w, 24), Initial(w, 18), Initial(w, 19), Peepholes(w)],
                [("hidden_size", w.Size(7, 0)), .. Common(op.Backward, op.ActivationClip),
                    .. RecurrentFunctions.Attributes((op.GateFunction, op.GateActivation), (op.Function, op.Activation),
                        (op.CellFunction ?? (op.CellActivation is null ? op.Function : null), op.CellActivation ?? op.Activation))]);
            Give(w, op.TimeMajor, y);
            return;
        }

        if (w.Node.HasInput(24)) throw new UnwritableException("batches have steps of their own in a layer that ONNX's LSTM cannot express");
        var step = new LstmStep(op);
        Stepwise(w, op.TimeMajor, op.Backward, [18, 19], (body, x, states) => step.Write(body, x, states));
    }

    private static void Gru(NodeWriter w, Gru op)
    {
        ReadOnlySpan<int> gates = [1, 2, 3];
        bool hasBias = Enumerable.Range(7, 6).Any(w.Node.HasInput);
        string bias = !hasBias ? "" : w.Unsqueezed(w.Emit("Concat", [.. Enumerable.Range(7, 6).Select(i => BiasOf(w, i, w.Size(4, 0)))], ("axis", 0)), 0);
        string[] y = w.EmitMany("GRU", 2,
            [Sequence(w, op.TimeMajor), Stacked(w, gates), Stacked(w, Shifted(gates, 3)), bias, Lengths(w, 14), Initial(w, 13)],
            [("hidden_size", w.Size(4, 0)), ("linear_before_reset", op.ResetAfter), .. Common(op.Backward, op.ActivationClip),
                .. RecurrentFunctions.Attributes((op.GateFunction, op.GateActivation), (op.Function, op.Activation))]);
        Give(w, op.TimeMajor, y);
    }

    private static void Rnn(NodeWriter w, Rnn op)
    {
        if (DynamicRange.IsDynamic(w, op.Hybrid, X, 1))
        {
            if (w.Node.HasInput(5)) throw new UnwritableException("batches have steps of their own in a layer with activations quantized on the way");
            Stepwise(w, op.TimeMajor, op.Backward, [4], (body, x, states) => RnnStep(body, op, x, states[0]));
            return;
        }

        string bias = w.Node.HasInput(3) ? w.Unsqueezed(w.Emit("Concat", [w.Real(3), w.Filled(ElementType.Float32, [w.Size(2, 0)], 0)], ("axis", 0)), 0) : "";
        string[] y = w.EmitMany("RNN", 2, [Sequence(w, op.TimeMajor), Stacked(w, [1]), Stacked(w, [2]), bias, Lengths(w, 5), Initial(w, 4)],
            [("hidden_size", w.Size(2, 0)), .. Common(op.Backward, op.ActivationClip), .. RecurrentFunctions.Attributes((op.Function, op.Activation))]);
        Give(w, op.TimeMajor, y);
    }

    private static string[] RnnStep(NodeWriter w, Rnn op, string x, string h)
    {
        string sum = w.Emit("Add", [Product(w, x, 1, op.Hybrid), Product(w, h, 2, op.Hybrid)]);
        if (w.Node.HasInput(3)) sum = w.Emit("Add", [sum, w.Real(3)]);
        return [RecurrentFunctions.Apply(w, op.Function, op.Activation, sum, op.ActivationClip)];
    }

    /// <summary>A vector times rows of weights, rounded before when weights are integers that want it.</summary>
    public static string Product(NodeWriter w, string vector, int weights, HybridQuantization hybrid)
    {
        if (DynamicRange.IsDynamic(w, hybrid, X, weights)) return DenseWriters.Product(w, vector, hybrid, [1, 0], weights);
        return w.Emit("MatMul", [vector, w.RealTransposed(weights, 1, 0)]);
    }

    /// <summary>Writes a layer step by step.</summary>
    /// <param name="w">The node; its operand 0 is the sequence.</param>
    /// <param name="timeMajor">Whether time is the first dimension.</param>
    /// <param name="backward">Whether the sequence is read from its end.</param>
    /// <param name="states">Operands that are first states; the first of them is what every step yields.</param>
    /// <param name="step">Writes one step: from x and states, as stored, to the next states.</param>
    private static void Stepwise(NodeWriter w, bool timeMajor, bool backward, int[] states, Func<NodeWriter, string, string[], string[]> step)
    {
        int time = timeMajor ? 0 : 1;
        string[] first = [.. states.Select(w.Stored)];
        if (w.Info(X).Shape[time] == 1)
        {
            string[] next = step(w, w.Squeezed(w.Stored(X), time), first);
            w.Result(0, w.Unsqueezed(next[0], time));
            for (int i = 0; i < next.Length; i++) w.Result(i + 1, next[i]);
            return;
        }

        ScanBody body = ScanBody.Begin(w, [.. states.Select(s => w.Info(s).Type)], w.Info(X).Type);
        string[] results = step(body.Writer, body.Scanned, body.States);
        body.End([.. results, results[0]], [.. states.Select(s => w.Info(s).Type), w.Info(states[0]).Type]);
        string[] y = w.EmitMany("Scan", states.Length + 1, [.. first, w.Stored(X)], ("body", body.Proto), ("num_scan_inputs", 1), ("scan_input_axes", new[] { time }),
            ("scan_output_axes", new[] { time }), ("scan_input_directions", new[] { backward ? 1 : 0 }), ("scan_output_directions", new[] { backward ? 1 : 0 }));
        w.Result(0, y[^1]);
        for (int i = 0; i < states.Length; i++) w.Result(i + 1, y[i]);
    }

    /// <summary>One step of filters over inputs and over the last values of these.</summary>
    private static void Svdf(NodeWriter w, Svdf op)
    {
        int filters = w.Size(1, 0), memory = w.Size(2, 1);
        string x = w.Real(X);
        string features = Product(w, x, 1, op.Hybrid);
        string past = w.Reshaped(w.Real(4), -1, filters, memory);
        TensorInfo state = w.Node.Outputs[1].Info;
        string kept = w.Emit("Concat", [w.Sliced(past, [1], [Movement.End], [2]), w.Unsqueezed(features, 2)], ("axis", 2));
        string stored = w.Quantize(w.Reshaped(kept, -1, (long)filters * memory), state);
        w.Result(1, stored);
        // What is stored is what counts: integers have been rounded.
        string values = w.Reshaped(w.Dequantized(state.Quantization is null ? kept : w.Result(1), state), -1, filters, memory);
        string sums = w.Emit("ReduceSum", [w.Emit("Mul", [values, w.Real(2)]), w.Int64s("axes", -1)], ("keepdims", 0));
        if (op.Rank > 1) sums = w.Emit("ReduceSum", [w.Reshaped(sums, -1, filters / op.Rank, op.Rank), w.Int64s("axes", -1)], ("keepdims", 0));
        string bias = w.Node.HasInput(3) ? SvdfBias(w) : "";
        w.Finish(bias.Length == 0 ? sums : w.Emit("Add", [sums, bias]), op.Activation);
    }

    /// <summary>Integers are in units of the state's scale times that of the weights over time.</summary>
    private static string SvdfBias(NodeWriter w) => Bias.Real(w, 3, 4, 2);

    private static string Sequence(NodeWriter w, bool timeMajor) => timeMajor ? w.Real(X) : w.Transposed(w.Real(X), 1, 0, 2);

    private static string Initial(NodeWriter w, int operand) => w.Unsqueezed(w.Real(operand), 0);

    private static string Lengths(NodeWriter w, int operand) => w.Node.HasInput(operand) ? w.Cast(w.Stored(operand), w.Info(operand).Type, ElementType.Int32) : "";

    /// <summary>Matrices of gates below each other, with an axis for the one direction.</summary>
    private static string Stacked(NodeWriter w, ReadOnlySpan<int> operands)
    {
        string[] parts = new string[operands.Length];
        for (int i = 0; i < parts.Length; i++) parts[i] = w.Real(operands[i]);
        return w.Unsqueezed(parts.Length == 1 ? parts[0] : w.Emit("Concat", parts, ("axis", 0)), 0);
    }

    /// <summary>Biases of gates, and zeros for the second set that ONNX has.</summary>
    private static string Biases(NodeWriter w, ReadOnlySpan<int> operands)
    {
        List<string> parts = [];
        bool any = false;
        int cells = w.Size(7, 0);
        foreach (int operand in operands)
        {
            any |= w.Node.HasInput(operand);
            parts.Add(BiasOf(w, operand, cells));
        }

        if (!any) return "";
        parts.Add(w.Filled(w.RealType(X), [cells * operands.Length], 0));
        return w.Unsqueezed(w.Emit("Concat", [.. parts], ("axis", 0)), 0);
    }

    private static string BiasOf(NodeWriter w, int operand, int cells) => w.Node.HasInput(operand) ? w.Real(operand) : w.Filled(w.RealType(X), [cells], 0);

    private static string Peepholes(NodeWriter w)
    {
        int[] operands = [9, 11, 10];
        if (!operands.Any(w.Node.HasInput)) return "";
        int cells = w.Size(7, 0);
        return w.Unsqueezed(w.Emit("Concat", [.. operands.Select(o => BiasOf(w, o, cells))], ("axis", 0)), 0);
    }

    private static (string, object)[] Common(bool backward, float clip)
    {
        (string, object)[] limit = clip > 0 ? [("clip", clip)] : [];
        return [("direction", backward ? "reverse" : "forward"), .. limit];
    }

    private static int[] Shifted(ReadOnlySpan<int> operands, int by)
    {
        int[] shifted = operands.ToArray();
        for (int i = 0; i < shifted.Length; i++) shifted[i] += by;
        return shifted;
    }

    /// <summary>Results without the axis for directions: <c>[T, 1, N, H]</c> and <c>[1, N, H]</c>.</summary>
    private static void Give(NodeWriter w, bool timeMajor, string[] y)
    {
        string steps = w.Squeezed(y[0], 1);
        w.Result(0, timeMajor ? steps : w.Transposed(steps, 1, 0, 2));
        for (int i = 1; i < y.Length; i++) w.Result(i, w.Squeezed(y[i], 0));
    }
}
