using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class LstmKernel(Lstm op, IntegerLstm? integer) : IKernel<LstmKernel, Lstm>
{
    private const int X = 0, Weights = 1, Recurrent = 5, Peephole = 9, Bias = 12, Projection = 16, Hidden = 18, Cell = 19, Norm = 20, Lengths = 24;
    private const int Input = 0, Forget = 1, Candidate = 2, Output = 3;
    private const float NormEpsilon = 1e-8f;

    public static Support Supports(Lstm op, KernelSignature signature)
    {
        ElementType x = signature.InputType(X);
        if (x == ElementType.Int8) return IntegerLstm.Supports(op, signature);
        Support types = Support.All(
            new(x == ElementType.Float32, $"input is {x}, expected Float32 or Int8"),
            new(signature.InputType(Hidden) == ElementType.Float32 && signature.InputType(Cell) == ElementType.Float32, "states are not Float32"));
        return types.IsSupported ? RecurrentWeights.Supports(signature, op.Hybrid, 1..18, 20..24) : types;
    }

    public static LstmKernel Prepare(Lstm op, KernelSignature signature) =>
        new(op, signature.InputType(X) == ElementType.Int8 ? new IntegerLstm(op, signature) : null);

    public void Run(in KernelArgs args)
    {
        var sizes = new RecurrentSizes(args, op.TimeMajor, Hidden, Cell);
        args.Input(Hidden).Bytes.CopyTo(args.Output(1).Bytes);
        args.Input(Cell).Bytes.CopyTo(args.Output(2).Bytes);
        if (integer is not null) integer.Run(args, sizes, new IntegerLstmWeights(args));
        else RunFloat(args, sizes);
    }

    private void RunFloat(in KernelArgs args, RecurrentSizes sizes)
    {
        ReadOnlySpan<float> x = args.Input(X).Span<float>();
        Span<float> y = args.Output(0).Span<float>(), hidden = args.Output(1).Span<float>(), cell = args.Output(2).Span<float>();
        Span<float> gates = args.Scratch.Rent<float>(4 * sizes.Cells), product = args.Scratch.Rent<float>(sizes.Cells);
        Span<int> storedX = args.Scratch.Rent<int>(sizes.Inputs), storedH = args.Scratch.Rent<int>(Math.Max(sizes.Hidden, sizes.Cells));
        var weights = new RecurrentWeights(args, op.Hybrid, 1..18, 20..24);
        Unary? cellFunction = op.CellFunction ?? (op.CellActivation is null ? op.Function : null);
        y.Clear();
        for (int n = 0; n < sizes.Batches; n++)
        {
            int length = sizes.Length(args, Lengths, n);
            Span<float> h = hidden.Slice(n * sizes.Hidden, sizes.Hidden), c = cell.Slice(n * sizes.Cells, sizes.Cells);
            for (int t = 0; t < length; t++)
            {
                int row = sizes.Row(op.Backward ? length - 1 - t : t, n);
                RecurrentVector from = weights.Vector(x.Slice(row * sizes.Inputs, sizes.Inputs), storedX);
                RecurrentVector state = weights.Vector(h, storedH[..h.Length]);
                for (int gate = Input; gate <= Candidate; gate++) Gate(weights, gate, from, state, c, gates.Slice(gate * sizes.Cells, sizes.Cells));
                UpdateCell(weights, gates, c);
                Gate(weights, Output, from, state, c, gates[(Output * sizes.Cells)..]);
                for (int i = 0; i < c.Length; i++)
                    product[i] = gates[(Output * sizes.Cells) + i] * FusedActivation.Apply(cellFunction, op.CellActivation ?? op.Activation, c[i], op.ActivationClip);
                Project(weights, weights.Vector(product, storedH[..product.Length]), h);
                h.CopyTo(y.Slice(row * sizes.Hidden, sizes.Hidden));
            }
        }
    }

    private void Gate(in RecurrentWeights w, int gate, in RecurrentVector x, in RecurrentVector h, ReadOnlySpan<float> c, Span<float> result)
    {
        if (!w.Has(Weights + gate)) return;
        ReadOnlySpan<float> bias = w[Bias + gate], norm = w[Norm + gate];
        ReadOnlySpan<float> peephole = gate == Candidate ? default : w[Peephole + (gate == Output ? 2 : gate)];
        for (int i = 0; i < result.Length; i++)
        {
            float sum = norm.IsEmpty && !bias.IsEmpty ? bias[i] : 0;
            sum = w.Add(w.Add(sum, Weights + gate, i, x), Recurrent + gate, i, h);
            result[i] = peephole.IsEmpty ? sum : sum + (peephole[i] * c[i]);
        }

        if (!norm.IsEmpty) Normalize(result, norm, bias);
        Activation activation = gate == Candidate ? op.Activation : op.GateActivation;
        Unary? function = gate == Candidate ? op.Function : op.GateFunction;
        foreach (ref float value in result) value = FusedActivation.Apply(function, activation, value, op.ActivationClip);
    }

    private static void Normalize(Span<float> gate, ReadOnlySpan<float> factors, ReadOnlySpan<float> bias)
    {
        float sum = 0, squares = 0;
        foreach (float v in gate) sum += v;
        float mean = sum / gate.Length;
        foreach (float v in gate) squares += (v - mean) * (v - mean);
        float inverse = 1 / MathF.Sqrt((squares / gate.Length) + NormEpsilon);
        for (int i = 0; i < gate.Length; i++) gate[i] = ((gate[i] - mean) * inverse * factors[i]) + (bias.IsEmpty ? 0 : bias[i]);
    }

    private void UpdateCell(in RecurrentWeights w, ReadOnlySpan<float> gates, Span<float> cell)
    {
        int cells = cell.Length;
        bool hasInput = w.Has(Weights + Input), hasForget = w.Has(Weights + Forget);
        for (int i = 0; i < cells; i++)
        {
            float forget = hasForget ? gates[cells + i] : 1 - gates[i], input = hasInput ? gates[i] : 1 - forget;
            float value = (forget * cell[i]) + (input * gates[(2 * cells) + i]);
            cell[i] = op.CellClip > 0 ? Math.Clamp(value, -op.CellClip, op.CellClip) : value;
        }
    }

    private void Project(in RecurrentWeights w, in RecurrentVector product, Span<float> hidden)
    {
        if (!w.Has(Projection))
        {
            product.Real.CopyTo(hidden);
            return;
        }

        ReadOnlySpan<float> bias = w[Projection + 1];
        for (int i = 0; i < hidden.Length; i++)
        {
            float value = w.Add(bias.IsEmpty ? 0 : bias[i], Projection, i, product);
            hidden[i] = op.ProjectionClip > 0 ? Math.Clamp(value, -op.ProjectionClip, op.ProjectionClip) : value;
        }
    }
}
