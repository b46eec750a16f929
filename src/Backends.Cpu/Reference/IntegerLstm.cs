using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The LSTM with Int8 activations, Int8 weights and an Int16 cell: gates have 3 integer bits, every step is rounded.</summary>
internal sealed class IntegerLstm
{
    private const int X = 0, Weights = 1, Projection = 16, Hidden = 18, Cell = 19;
    private const int Candidate = 2, Output = 3;

    private readonly IntegerLstmGate[] _gates = new IntegerLstmGate[4];
    private readonly FixedPointMultiplier _hidden;
    private readonly FixedPointMultiplier _projection;
    private readonly int _hiddenZeroPoint;
    private readonly int _stateZeroPoint;
    private readonly int _cellExponent;
    private readonly int _cellClip;
    private readonly int _projectionClip;
    private readonly bool _backward;

    public IntegerLstm(Lstm op, KernelSignature signature)
    {
        QuantizationInfo state = signature.Input(Hidden).Quantization!;
        for (int gate = 0; gate < 4; gate++) _gates[gate] = new IntegerLstmGate(op, signature, gate);
        QuantizationInfo hidden = op.Hidden!;
        _hidden = FixedPointMultiplier.Of((float)(Math.Pow(2, -15) / hidden.Scale * Math.Pow(2, -15)));
        if (signature.Optional(Projection) is { } p) _projection = FixedPointMultiplier.Of((float)(p.Quantization!.Scale * hidden.Scale / state.Scale));
        (_hiddenZeroPoint, _stateZeroPoint) = (hidden.ZeroPoint, state.ZeroPoint);
        float cellScale = signature.Input(Cell).Quantization!.Scale;
        _cellExponent = (int)Math.Round(Math.Log2(cellScale));
        _cellClip = op.CellClip > 0 ? (int)Math.Min(Math.Max(op.CellClip / cellScale, short.MinValue), short.MaxValue) : 0;
        _projectionClip = op.ProjectionClip > 0 ? (int)Math.Min(Math.Max(op.ProjectionClip / state.Scale, sbyte.MinValue), sbyte.MaxValue) : 0;
        _backward = op.Backward;
    }

    public static Support Supports(Lstm op, KernelSignature signature)
    {
        bool perTensor = Enumerable.Range(0, 20).All(i => signature.Optional(i) is not { } w || w.Type == ElementType.Int32 || w.Quantization is { IsPerTensor: true });
        return Support.All(
            new(signature.InputType(Hidden) == ElementType.Int8 && signature.InputType(Cell) == ElementType.Int16, "states are not Int8 and Int16"),
            new(perTensor, "operands are not quantized per tensor"),
            new(op.Hidden is { IsPerTensor: true }, "the quantization of the hidden product is not stated"),
            new(op.Activation == Activation.Tanh && (op.CellActivation is null or Activation.Tanh) && op.GateActivation == Activation.Sigmoid && op.ActivationClip == 0,
                "functions are not tanh and logistic of unclipped sums"),
            new(op is { GateFunction: null, Function: null, CellFunction: null }, "functions with parameters take floats"),
            new(signature.Has(Weights + 1), "there are no weights of the forget gate"),
            new(op.GateScales.Count is 0 or 4, $"there are {op.GateScales.Count} scales of gates, expected 4 or none"),
            new(!signature.Has(24), "batches with steps of their own are not supported with integers"));
    }

    public void Run<TMath>(in KernelArgs args, RecurrentSizes sizes, TMath math) where TMath : IIntegerLstmMath, allows ref struct
    {
        Span<int> x = DenseOperands.Centered(args, args.Input(X));
        Span<sbyte> y = args.Output(0).Span<sbyte>(), hidden = args.Output(1).Span<sbyte>();
        Span<short> cell = args.Output(2).Span<short>(), gates = args.Scratch.Rent<short>(4 * sizes.Cells);
        Span<int> state = args.Scratch.Rent<int>(sizes.Hidden), product = args.Scratch.Rent<int>(sizes.Cells);
        Span<int> sums = args.Scratch.Rent<int>(2 * (Math.Max(sizes.Cells, sizes.Hidden) + IIntegerLstmMath.Grain));
        for (int t = 0; t < sizes.Steps; t++)
            for (int n = 0; n < sizes.Batches; n++)
            {
                int row = sizes.Row(_backward ? sizes.Steps - 1 - t : t, n);
                Span<sbyte> h = hidden.Slice(n * sizes.Hidden, sizes.Hidden);
                Span<short> c = cell.Slice(n * sizes.Cells, sizes.Cells);
                for (int i = 0; i < h.Length; i++) state[i] = h[i] - _stateZeroPoint;
                Span<int> from = x.Slice(row * sizes.Inputs, sizes.Inputs);
                for (int gate = 0; gate <= Candidate; gate++) _gates[gate].Run(args, math, from, state, c, sums, gates.Slice(gate * sizes.Cells, sizes.Cells));
                UpdateCell(gates, c, coupled: !args.Has(Weights));
                _gates[Output].Run(args, math, from, state, c, sums, gates[(Output * sizes.Cells)..]);
                for (int i = 0; i < c.Length; i++)
                {
                    short activated = math.OfCell(c[i], 15 + _cellExponent);
                    product[i] = Math.Clamp(_hidden.Apply(gates[(Output * sizes.Cells) + i] * activated) + _hiddenZeroPoint, sbyte.MinValue, sbyte.MaxValue);
                }

                Project(args, math, product, sums, h);
                h.CopyTo(y[(row * sizes.Hidden)..]);
            }
    }

    private void UpdateCell(ReadOnlySpan<short> gates, Span<short> cell, bool coupled)
    {
        int cells = cell.Length;
        for (int i = 0; i < cells; i++)
        {
            short forget = gates[cells + i], input = coupled ? (short)(short.MaxValue - forget) : gates[i];
            int kept = (short)FixedPointMultiplier.RoundingDivideByPowerOfTwo(forget * cell[i], 15);
            int added = (short)FixedPointMultiplier.RoundingDivideByPowerOfTwo(input * gates[(2 * cells) + i], 30 + _cellExponent);
            int value = Math.Clamp(kept + added, short.MinValue, short.MaxValue);
            cell[i] = (short)(_cellClip > 0 ? Math.Clamp(value, -_cellClip, _cellClip) : value);
        }
    }

    private void Project<TMath>(in KernelArgs args, TMath math, Span<int> product, Span<int> sums, Span<sbyte> hidden) where TMath : IIntegerLstmMath, allows ref struct
    {
        if (!args.Has(Projection))
        {
            for (int i = 0; i < hidden.Length; i++) hidden[i] = (sbyte)product[i];
            return;
        }

        for (int i = 0; i < product.Length; i++) product[i] -= _hiddenZeroPoint;
        math.Multiply(Projection, product, sums);
        for (int i = 0; i < hidden.Length; i++)
        {
            int bias = args.Has(Projection + 1) ? args.Input(Projection + 1).Span<int>()[i] : 0;
            int value = _projection.Apply(unchecked(sums[i] + bias)) + _stateZeroPoint;
            value = Math.Clamp(value, sbyte.MinValue, sbyte.MaxValue);
            hidden[i] = (sbyte)(_projectionClip > 0 ? Math.Clamp(value, -_projectionClip, _projectionClip) : value);
        }
    }
}
