using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class LstmKernel(Lstm op, IntegerLstm? integer) : IKernel<LstmKernel, Lstm>
{
    private const int X = 0, Weights = 1, Recurrent = 5, Peephole = 9, Bias = 12, Projection = 16, Hidden = 18, Cell = 19, Norm = 20;
    private const float NormEpsilon = 1e-8f;

    public static Support Supports(Lstm op, KernelSignature signature)
    {
        ElementType x = signature.InputType(X);
        if (x == ElementType.Int8) return IntegerLstm.Supports(op, signature);
        return Support.All(
            (x == ElementType.Float32, $"input is {x}, expected Float32 or Int8"),
            (signature.InputType(Hidden) == ElementType.Float32 && signature.InputType(Cell) == ElementType.Float32, "states are not Float32"),
            (Enumerable.Range(Weights, 17).All(i => signature.Optional(i) is not { } w || w.Type == ElementType.Float32 || (StoredIntegers.CanRead(w.Type) && w.Quantization is not null)),
                "weights are neither Float32 nor quantized integers"));
    }

    public static LstmKernel Prepare(Lstm op, KernelSignature signature) =>
        new(op, signature.InputType(X) == ElementType.Int8 ? new IntegerLstm(op, signature) : null);

    public void Run(in KernelArgs args)
    {
        var sizes = new LstmSizes(op, args);
        args.Input(Hidden).Bytes.CopyTo(args.Output(1).Bytes);
        args.Input(Cell).Bytes.CopyTo(args.Output(2).Bytes);
        if (integer is not null) integer.Run(args, sizes);
        else RunFloat(args, sizes);
    }

    private void RunFloat(in KernelArgs args, LstmSizes sizes)
    {
        ReadOnlySpan<float> x = args.Input(X).Span<float>();
        Span<float> y = args.Output(0).Span<float>(), hidden = args.Output(1).Span<float>(), cell = args.Output(2).Span<float>();
        Span<float> gates = args.Scratch.Rent<float>(4 * sizes.Cells), product = args.Scratch.Rent<float>(sizes.Cells);
        var weights = new FloatWeights(args);
        for (int t = 0; t < sizes.Steps; t++)
            for (int n = 0; n < sizes.Batches; n++)
            {
                int step = op.Backward ? sizes.Steps - 1 - t : t;
                Span<float> h = hidden.Slice(n * sizes.Hidden, sizes.Hidden), c = cell.Slice(n * sizes.Cells, sizes.Cells);
                ReadOnlySpan<float> row = x.Slice(sizes.Row(step, n) * sizes.Inputs, sizes.Inputs);
                for (int gate = 0; gate < 3; gate++) Gate(weights, gate, row, h, c, gates.Slice(gate * sizes.Cells, sizes.Cells));
                UpdateCell(weights, gates, c);
                Gate(weights, 3, row, h, c, gates[(3 * sizes.Cells)..]);
                for (int i = 0; i < c.Length; i++) product[i] = gates[(3 * sizes.Cells) + i] * FusedActivation.Apply(op.Activation, c[i]);
                Project(weights, product, h);
                h.CopyTo(y.Slice(sizes.Row(step, n) * sizes.Hidden, sizes.Hidden));
            }
    }

    /// <summary>Gates are numbered i, f, g, o.</summary>
    private void Gate(FloatWeights w, int gate, ReadOnlySpan<float> x, ReadOnlySpan<float> h, ReadOnlySpan<float> c, Span<float> result)
    {
        ReadOnlySpan<float> input = w[Weights + gate], recurrent = w[Recurrent + gate], bias = w[Bias + gate], norm = w[Norm + gate];
        if (input.IsEmpty) return;
        ReadOnlySpan<float> peephole = gate == 2 ? default : w[Peephole + (gate == 3 ? 2 : gate)];
        for (int i = 0; i < result.Length; i++)
        {
            float sum = norm.IsEmpty && !bias.IsEmpty ? bias[i] : 0;
            sum = FloatDot<float>.Add(sum, x, input.Slice(i * x.Length, x.Length));
            sum = FloatDot<float>.Add(sum, h, recurrent.Slice(i * h.Length, h.Length));
            result[i] = peephole.IsEmpty ? sum : sum + (peephole[i] * c[i]);
        }

        if (!norm.IsEmpty) Normalize(result, norm, bias);
        Activation function = gate == 2 ? op.Activation : Activation.Sigmoid;
        foreach (ref float value in result) value = FusedActivation.Apply(function, value);
    }

    private static void Normalize(Span<float> gate, ReadOnlySpan<float> factors, ReadOnlySpan<float> bias)
    {
        float sum = 0, squares = 0;
        foreach (float v in gate) (sum, squares) = (sum + v, squares + (v * v));
        float mean = sum / gate.Length, variance = (squares / gate.Length) - (mean * mean);
        float inverse = 1 / MathF.Sqrt(Math.Max(variance, 0) + NormEpsilon);
        for (int i = 0; i < gate.Length; i++) gate[i] = ((gate[i] - mean) * inverse * factors[i]) + (bias.IsEmpty ? 0 : bias[i]);
    }

    private void UpdateCell(FloatWeights w, ReadOnlySpan<float> gates, Span<float> cell)
    {
        int cells = cell.Length;
        bool coupled = w[Weights].IsEmpty;
        for (int i = 0; i < cells; i++)
        {
            float forget = gates[cells + i], input = coupled ? 1 - forget : gates[i];
            float value = (forget * cell[i]) + (input * gates[(2 * cells) + i]);
            cell[i] = op.CellClip > 0 ? Math.Clamp(value, -op.CellClip, op.CellClip) : value;
        }
    }

    private void Project(FloatWeights w, ReadOnlySpan<float> product, Span<float> hidden)
    {
        ReadOnlySpan<float> projection = w[Projection], bias = w[Projection + 1];
        if (projection.IsEmpty)
        {
            product.CopyTo(hidden);
            return;
        }

        for (int i = 0; i < hidden.Length; i++)
        {
            float value = FloatDot<float>.Add(bias.IsEmpty ? 0 : bias[i], product, projection.Slice(i * product.Length, product.Length));
            hidden[i] = op.ProjectionClip > 0 ? Math.Clamp(value, -op.ProjectionClip, op.ProjectionClip) : value;
        }
    }

    /// <summary>Operands as floats, integers turned into numbers once per run.</summary>
    private readonly ref struct FloatWeights
    {
        private readonly Span<int> _starts;
        private readonly Span<float> _values;

        public FloatWeights(in KernelArgs args)
        {
            int count = args.InputCount, total = 0;
            _starts = args.Scratch.Rent<int>(25);
            for (int i = 0; i <= 24; i++)
            {
                _starts[i] = total;
                if (i < count && i is not (X or Hidden or Cell) && args.Has(i)) total += (int)args.Input(i).Info.ElementCount;
            }

            _values = args.Scratch.Rent<float>(total);
            for (int i = 0; i < 24; i++)
            {
                if (_starts[i + 1] == _starts[i]) continue;
                TensorBuffer w = args.Input(i);
                ReadOnlySpan<float> real = w.Info.Type == ElementType.Float32 ? w.Span<float>() : DenseOperands.Dequantized(args, w);
                real.CopyTo(_values[_starts[i]..]);
            }
        }

        public ReadOnlySpan<float> this[int operand] => _values[_starts[operand].._starts[operand + 1]];
    }
}
