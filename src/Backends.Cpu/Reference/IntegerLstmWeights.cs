using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The 8-bit matrices of an LSTM, widened once per run.</summary>
internal readonly ref struct IntegerLstmWeights
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

    public ReadOnlySpan<int> this[int operand] => _values[_starts[operand].._starts[operand + 1]];

    private static bool IsMatrix(int operand) => operand is (>= Weights and < Recurrent + 4) or Projection;
}
