using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>One gate of the integer LSTM: sums of 16 bits, saturated after every part, then normalised and squashed.</summary>
internal sealed class IntegerLstmGate
{
    private const int X = 0, Weights = 1, Recurrent = 5, Peephole = 9, Bias = 12, Hidden = 18, Cell = 19, Norm = 20;
    private const int Candidate = 2, Output = 3;

    /// <summary>Scale of the sums that functions take: 3 integer bits. Normalisation yields it, so sums before it may have another.</summary>
    private const double GateScale = 1.0 / 4096;

    private readonly int _gate;
    private readonly int _peephole;
    private readonly FixedPointMultiplier _input;
    private readonly FixedPointMultiplier _recurrent;
    private readonly FixedPointMultiplier _cell;
    private readonly FixedPointMultiplier _norm;
    private readonly int _leastVariance;

    public IntegerLstmGate(Lstm op, KernelSignature signature, int gate)
    {
        _gate = gate;
        _peephole = gate == Candidate ? -1 : Peephole + (gate == Output ? 2 : gate);
        double scale = op.GateScales.Count == 4 ? op.GateScales[gate] : GateScale;
        if (ScaleOf(signature, Weights + gate) is { } w) _input = FixedPointMultiplier.Of((float)(w * signature.Input(X).Quantization!.Scale / scale));
        if (ScaleOf(signature, Recurrent + gate) is { } r) _recurrent = FixedPointMultiplier.Of((float)(r * signature.Input(Hidden).Quantization!.Scale / scale));
        if (_peephole >= 0 && ScaleOf(signature, _peephole) is { } p)
        {
            double cellScale = Math.Pow(2, Math.Round(Math.Log2(signature.Input(Cell).Quantization!.Scale)));
            _cell = FixedPointMultiplier.Of((float)(cellScale * p / scale));
        }

        if (ScaleOf(signature, Norm + gate) is { } n)
        {
            _norm = FixedPointMultiplier.Of(n);
            _leastVariance = Math.Max(1, (int)(10_000 * n));
        }
    }

    /// <param name="args">Operands.</param>
    /// <param name="math">Products and functions.</param>
    /// <param name="x">One step of the input, less its zero point.</param>
    /// <param name="h">The hidden state, less its zero point.</param>
    /// <param name="cell">The cell state.</param>
    /// <param name="sums">Temporary memory for two sums per cell.</param>
    /// <param name="result">One number with 15 fractional bits per cell.</param>
    public void Run<TMath>(in KernelArgs args, TMath math, ReadOnlySpan<int> x, ReadOnlySpan<int> h, ReadOnlySpan<short> cell, Span<int> sums, Span<short> result)
        where TMath : IIntegerLstmMath, allows ref struct
    {
        if (!args.Has(Weights + _gate)) return;
        bool normalised = args.Has(Norm + _gate);
        Span<int> fromInput = sums[..(sums.Length / 2)], fromState = sums[(sums.Length / 2)..];
        math.Multiply(Weights + _gate, x, fromInput);
        math.Multiply(Recurrent + _gate, h, fromState);
        ReadOnlySpan<int> bias = args.Has(Bias + _gate) ? args.Input(Bias + _gate).Span<int>() : default;
        ReadOnlySpan<short> peephole = _peephole >= 0 && args.Has(_peephole) ? args.Input(_peephole).Span<short>() : default;
        for (int i = 0; i < result.Length; i++)
        {
            int start = normalised || bias.IsEmpty ? 0 : bias[i];
            int sum = Saturate(_input.Apply(unchecked(fromInput[i] + start)));
            sum = Saturate(sum + _recurrent.Apply(fromState[i]));
            result[i] = (short)(peephole.IsEmpty ? sum : Saturate(sum + _cell.Apply(peephole[i] * cell[i])));
        }

        if (normalised) Normalize(result, args.Input(Norm + _gate).Span<short>(), bias);
        foreach (ref short v in result) v = _gate == Candidate ? math.Candidate(v) : math.Logistic(v);
    }

    /// <summary>To mean 0 and variance 1 with 10 fractional bits, then times the factors plus the bias.</summary>
    private void Normalize(Span<short> gate, ReadOnlySpan<short> factors, ReadOnlySpan<int> bias)
    {
        const int Fraction = 10, Square = 1 << (2 * Fraction);
        long sum = 0, squares = 0;
        foreach (short v in gate)
        {
            sum += v;
            squares += v * v;
        }

        int mean = (int)(sum * (1 << Fraction) / gate.Length);
        int variance = (int)(((squares * (Square / gate.Length)) - ((long)mean * mean)) / Square);
        FixedPointMultiplier inverse = InverseSquareRoot.Of(variance < 1 ? _leastVariance : variance);
        for (int i = 0; i < gate.Length; i++)
        {
            int rescaled = inverse.Apply((gate[i] * (1 << Fraction)) - mean);
            long value = unchecked(rescaled * factors[i]) + (bias.IsEmpty ? 0L : bias[i]);
            int rounded = (int)((value > 0 ? value + (1 << (Fraction - 1)) : value - (1 << (Fraction - 1))) / (1 << Fraction));
            gate[i] = (short)Saturate((_norm with { Shift = _norm.Shift + 12 }).Apply(rounded));
        }
    }

    private static float? ScaleOf(KernelSignature signature, int operand) => signature.Optional(operand)?.Quantization?.Scale;

    private static int Saturate(int value) => Math.Clamp(value, short.MinValue, short.MaxValue);
}
