using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The 8-bit matrices of an LSTM, widened once per run.</summary>
internal readonly ref struct IntegerLstmWeights : IIntegerLstmMath
{
    private const int Weights = 1, Recurrent = 5, Projection = 16;

    private readonly Span<int> _starts;
    private readonly Span<int> _values;

    public IntegerLstmWeights(in KernelArgs args)
    {
        _starts = args.Scratch.Rent<int>(Projection + 2);
        int total = 0;
        for (int i = 0; i <= Projection + 1; i++)
        {
            _starts[i] = total;
            if (IsMatrix(i) && args.Has(i)) total += (int)args.Input(i).Info.ElementCount;
        }

        _values = args.Scratch.Rent<int>(total);
        for (int i = 0; i <= Projection; i++)
            if (IsMatrix(i) && args.Has(i)) StoredIntegers.Read(args.Input(i), _values[_starts[i].._starts[i + 1]]);
    }

    public void Multiply(int operand, ReadOnlySpan<int> vector, Span<int> sums)
    {
        ReadOnlySpan<int> matrix = _values[_starts[operand].._starts[operand + 1]];
        for (int i = 0; i < matrix.Length / vector.Length; i++)
            sums[i] = unchecked((int)IntegerDot.Add(0, vector, matrix.Slice(i * vector.Length, vector.Length)));
    }

    public short Logistic(short x) => FixedPoint16.Logistic(x);

    public short Candidate(short x) => FixedPoint16.Tanh(x, 3);

    public short OfCell(short x, int integerBits) => FixedPoint16.Tanh(x, integerBits);

    private static bool IsMatrix(int operand) => operand is (>= Weights and < Recurrent + 4) or Projection;
}
