using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>The integer LSTM of the reference, with packed matrices, and with its functions as tables of all 16-bit numbers.</summary>
internal sealed class PackedIntegerLstm : IPreparedKernel
{
    private const int FirstMatrix = 1, LastMatrix = 8, Projection = 16, Hidden = 18, Cell = 19;

    private readonly IntegerLstm _lstm;
    private readonly bool _timeMajor;
    private readonly ShortMatrix?[] _matrices = new ShortMatrix?[Projection + 1];
    private readonly short[] _logistic;
    private readonly short[] _candidate;
    private readonly short[] _ofCell;

    public PackedIntegerLstm(Lstm op, KernelSignature signature)
    {
        (_lstm, _timeMajor) = (new IntegerLstm(op, signature), op.TimeMajor);
        foreach (int i in Matrices(signature)) _matrices[i] = new ShortMatrix(Constants.Of(signature, i));
        _logistic = FixedPointTables.Logistic;
        _candidate = FixedPointTables.Tanh(3);
        _ofCell = FixedPointTables.Tanh(15 + (int)Math.Round(Math.Log2(signature.Input(Cell).Quantization!.Scale)));
    }

    public static Support Supports(Lstm op, KernelSignature signature)
    {
        Support exact = IntegerLstm.Supports(op, signature);
        return !exact.IsSupported ? exact : Support.All(new SupportRule(
            Matrices(signature).All(i => signature.InputType(i) == ElementType.Int8 && signature.Constants[i] is not null),
            "weights are not constants of type Int8, they cannot be packed"));
    }

    public void Run(in KernelArgs args)
    {
        args.Input(Hidden).Bytes.CopyTo(args.Output(1).Bytes);
        args.Input(Cell).Bytes.CopyTo(args.Output(2).Bytes);
        int depth = 0;
        foreach (ShortMatrix? matrix in _matrices) depth = Math.Max(depth, matrix?.PaddedDepth ?? 0);
        _lstm.Run(args, new RecurrentSizes(args, _timeMajor, Hidden, Cell), new Running(this, args.Scratch.Rent<short>(depth)));
    }

    private static IEnumerable<int> Matrices(KernelSignature signature) =>
        Enumerable.Range(FirstMatrix, LastMatrix).Append(Projection).Where(signature.Has);

    /// <param name="math">What was prepared.</param>
    /// <param name="vector">Temporary memory for the longest vector.</param>
    private readonly ref struct Running(PackedIntegerLstm math, Span<short> vector) : IIntegerLstmMath
    {
        private readonly Span<short> _vector = vector;

        public void Multiply(int operand, ReadOnlySpan<int> vector, Span<int> sums)
        {
            ShortMatrix matrix = math._matrices[operand] ?? throw new InvalidOperationException($"operand {operand} is not a matrix that was packed");
            matrix.Narrow(vector, _vector);
            matrix.Multiply(_vector, sums);
        }

        public short Logistic(short x) => math._logistic[x - short.MinValue];

        public short Candidate(short x) => math._candidate[x - short.MinValue];

        public short OfCell(short x, int integerBits) => math._ofCell[x - short.MinValue];
    }
}
