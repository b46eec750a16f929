using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>One step of a long short-term memory, written out: for what ONNX's LSTM lacks (projection, layer normalisation, limits of the cell, integers).</summary>
internal sealed class LstmStep(Lstm op)
{
    private const ElementType Float = ElementType.Float32;
    private const int X = 0, Weights = 1, Recurrent = 5, Peephole = 9, BiasOperand = 12, Projection = 16, Hidden = 18, Cell = 19, Norm = 20;
    private const int Input = 0, Forget = 1, Candidate = 2, Output = 3;
    private const float NormEpsilon = 1e-8f;

    /// <summary>Scales of 16-bit numbers in an integer layer: sums have 12 fractional bits, what functions yield has 15.</summary>
    private const double SumScale = 1.0 / 4096, FractionScale = 1.0 / 32768;

    /// <summary>Whether ONNX's LSTM cannot say what a node means.</summary>
    public static bool IsNeeded(NodeWriter w, Lstm op) =>
        w.IsQuantized(X) || w.Node.HasInput(Projection) || Enumerable.Range(Norm, 4).Any(w.Node.HasInput) || op.CellClip > 0
        || !w.Node.HasInput(Weights + Input) || !w.Node.HasInput(Weights + Forget) || DynamicRange.IsDynamic(w, op.Hybrid, X, Weights + Candidate)
        || !RecurrentFunctions.HasName(op.GateFunction, op.GateActivation) || !RecurrentFunctions.HasName(op.Function, op.Activation)
        || !RecurrentFunctions.HasName(op.CellFunction, op.CellActivation ?? op.Activation);

    /// <summary>Writes a step.</summary>
    /// <param name="w">Writes into the graph of the step.</param>
    /// <param name="x">What is read, as stored.</param>
    /// <param name="states">h and c, as stored.</param>
    /// <returns>The next h and c, as stored.</returns>
    public string[] Write(NodeWriter w, string x, string[] states)
    {
        if (op.GateScales.Count > 0) throw new UnwritableException("layer normalisation of an integer LSTM");
        string from = w.Dequantized(x, w.Info(X)), h = w.Dequantized(states[0], w.Info(Hidden)), c = w.Dequantized(states[1], w.Info(Cell));
        string? input = Gate(w, Input, from, h, c), forget = Gate(w, Forget, from, h, c);
        string candidate = Gate(w, Candidate, from, h, c)!;
        forget ??= Rest(w, input!);
        input ??= Rest(w, forget);
        string cell = w.Emit("Add", [Rounded(w, w.Emit("Mul", [forget, c]), CellScale(w)), Rounded(w, w.Emit("Mul", [input, candidate]), CellScale(w))]);
        if (op.CellClip > 0) cell = Functions.Clip(w, cell, Float, -op.CellClip, op.CellClip);
        string storedCell = w.Quantize(cell, w.Info(Cell));
        if (w.IsQuantized(Cell)) cell = w.Dequantized(storedCell, w.Info(Cell));
        string output = Gate(w, Output, from, h, cell)!;
        Unary? function = op.CellFunction ?? (op.CellActivation is null ? op.Function : null);
        string product = w.Emit("Mul", [output, Rounded(w, RecurrentFunctions.Apply(w, function, op.CellActivation ?? op.Activation, cell, op.ActivationClip), FractionScale)]);
        // Without a projection what is stored is the product: by its own parameters, whatever the state's are when it is read.
        TensorInfo stored = op.Hidden is { } hidden && !w.Node.HasInput(Projection) ? w.Info(Hidden) with { Quantization = hidden } : w.Info(Hidden);
        return [w.Quantize(Projected(w, product), stored), storedCell];
    }

    private static string Rest(NodeWriter w, string gate) => w.Emit("Sub", [w.Scalar(Float, 1), gate]);

    private string? Gate(NodeWriter w, int gate, string x, string h, string c)
    {
        if (!w.Node.HasInput(Weights + gate)) return null;
        string sum = RecurrentWriters.Product(w, x, Weights + gate, op.Hybrid), past = RecurrentWriters.Product(w, h, Recurrent + gate, op.Hybrid);
        if (w.IsQuantized(X)) return IntegerGate(w, gate, sum, past, c);
        sum = w.Emit("Add", [sum, past]);
        int peephole = PeepholeOf(gate);
        if (gate != Candidate && w.Node.HasInput(peephole)) sum = w.Emit("Add", [sum, w.Emit("Mul", [c, w.Real(peephole)])]);
        if (w.Node.HasInput(Norm + gate)) sum = w.Emit("Mul", [Normalized(w, sum), w.Real(Norm + gate)]);
        string bias = Bias.Real(w, BiasOperand + gate, X, Weights + gate);
        return Squashed(w, gate, bias.Length > 0 ? w.Emit("Add", [sum, bias]) : sum);
    }

    /// <summary>A gate of an integer layer: every part is rounded, and the sum limited to 16 bits with 12 fractional ones whenever a part was added.</summary>
    private string IntegerGate(NodeWriter w, int gate, string sum, string past, string c)
    {
        string bias = Bias.Real(w, BiasOperand + gate, X, Weights + gate);
        sum = w.Emit("Add", [Rounded(w, bias.Length > 0 ? w.Emit("Add", [sum, bias]) : sum, SumScale), Whole(w, past, SumScale)]);
        if (gate != Candidate && w.Node.HasInput(PeepholeOf(gate)))
            sum = w.Emit("Add", [Rounded(w, sum, SumScale), Whole(w, w.Emit("Mul", [c, w.Real(PeepholeOf(gate))]), SumScale)]);
        return Rounded(w, Squashed(w, gate, Rounded(w, sum, SumScale)), FractionScale);
    }

    private static int PeepholeOf(int gate) => Peephole + (gate == Output ? 2 : gate);

    /// <summary>The scale of the cell of an integer layer, a power of two.</summary>
    private static double CellScale(NodeWriter w) => w.Info(Cell).Quantization is { IsPerTensor: true } q ? q.Scale : 0;

    /// <summary>What 16-bit integers with a scale keep of numbers; all of floats.</summary>
    private static string Rounded(NodeWriter w, string x, double scale) => !w.IsQuantized(X) ? x
        : w.Emit("Mul", [Functions.Clip(w, w.Emit("Round", [w.Emit("Mul", [x, w.Scalar(Float, 1 / scale)])]), Float, short.MinValue, short.MaxValue), w.Scalar(Float, scale)]);

    /// <summary>Numbers rounded to whole steps of a scale, however large.</summary>
    private static string Whole(NodeWriter w, string x, double scale) =>
        w.Emit("Mul", [w.Emit("Round", [w.Emit("Mul", [x, w.Scalar(Float, 1 / scale)])]), w.Scalar(Float, scale)]);

    private string Squashed(NodeWriter w, int gate, string sum)
    {
        return gate == Candidate
            ? RecurrentFunctions.Apply(w, op.Function, op.Activation, sum, op.ActivationClip)
            : RecurrentFunctions.Apply(w, op.GateFunction, op.GateActivation, sum, op.ActivationClip);
    }

    private static string Normalized(NodeWriter w, string gate)
    {
        string last = w.Int64s("axes", -1);
        string distance = w.Emit("Sub", [gate, w.Emit("ReduceMean", [gate, last])]);
        string variance = w.Emit("ReduceMean", [w.Emit("Mul", [distance, distance]), last]);
        return w.Emit("Div", [distance, w.Emit("Sqrt", [w.Emit("Add", [variance, w.Scalar(Float, NormEpsilon)])])]);
    }

    private string Projected(NodeWriter w, string product)
    {
        if (!w.Node.HasInput(Projection)) return product;
        TensorInfo hidden = new(ElementType.Int8, Shape.Unranked, op.Hidden);
        // An integer layer stores the product before it projects it.
        if (op.Hidden is not null) product = w.Dequantized(w.Quantize(product, hidden), hidden);
        string y = RecurrentWriters.Product(w, product, Projection, op.Hybrid);
        if (w.Node.HasInput(Projection + 1)) y = w.Emit("Add", [y, w.Info(Projection + 1).Type.IsFloat() ? w.Stored(Projection + 1) : ProjectionBias(w)]);
        return op.ProjectionClip > 0 ? Functions.Clip(w, y, Float, -op.ProjectionClip, op.ProjectionClip) : y;
    }

    private string ProjectionBias(NodeWriter w)
    {
        if (op.Hidden is not { IsPerTensor: true } hidden || w.Info(Projection).Quantization is not { IsPerTensor: true } weights)
            throw new UnwritableException("an integer projection bias without a scale");
        TensorInfo info = w.Info(Projection + 1) with { Quantization = QuantizationInfo.PerTensor(hidden.Scale * weights.Scale) };
        return w.Dequantized(w.Stored(Projection + 1), info);
    }
}
