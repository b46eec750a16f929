using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>The common float LSTM: inputs of all steps are multiplied at once, then each step adds what the state contributes, all gates together.</summary>
internal sealed unsafe class FloatLstm : IPreparedKernel
{
    private const int X = 0, Weights = 1, Recurrent = 5, Bias = 12, Hidden = 18, Cell = 19, Gates = 4;
    private const int FirstPeephole = 9, LastPeephole = 11, FirstExtra = 16, LastExtra = 17, FirstNorm = 20, Lengths = 24;

    private readonly Lstm _op;
    private readonly FloatProduct _input;
    private readonly DenseWeights _recurrent;
    private readonly int _cells;
    private readonly int _threads;

    public FloatLstm(Lstm op, KernelSignature signature)
    {
        (_op, _threads, _cells) = (op, signature.Threads, signature.Input(Cell).Shape[1]);
        int columns = Gates * _cells, batches = signature.Input(Hidden).Shape[0];
        Shape x = signature.Input(X).Shape;
        _input = FloatProduct.Of(signature, x.Product(0, 2), columns, x[2], new GateUnits(signature, Weights, _cells));
        _recurrent = DenseWeights.Pack(TileSet.ForConstants(columns, _cells, signature, batches), 1, columns, 1, _cells, FloatConvolution.BlockUnits, new GateUnits(signature, Recurrent, _cells));
        for (int gate = 0; gate < Gates; gate++)
            if (signature.Has(Bias + gate)) Constants.Floats(signature, Bias + gate).CopyTo(_input.Start[(gate * _cells)..]);
    }

    public static Support Supports(Lstm op, KernelSignature signature)
    {
        bool plain = !Any(signature, FirstPeephole, LastPeephole) && !Any(signature, FirstExtra, LastExtra) && !Any(signature, FirstNorm, Lengths);
        bool floats = Enumerable.Range(0, 20).All(i => signature.Optional(i) is null or { Type: ElementType.Float32 });
        bool constant = Enumerable.Range(1, 15).All(i => !signature.Has(i) || signature.Constants[i] is not null);
        return Support.All(
            new(floats, "operands are not all Float32"),
            new(constant, "weights are not constant, they cannot be packed"),
            new(plain, "peepholes, projection, layer normalisation and lengths are not vectorised"),
            new(Enumerable.Range(Weights, 8).All(signature.Has), "gates are coupled"),
            new(signature.Input(X).ElementCount > 0 && signature.Input(Cell).ElementCount > 0, "operands are empty"),
            new(op is { GateFunction: null, Function: null, CellFunction: null }, "functions with parameters are not vectorised"));
    }

    public void Run(in KernelArgs args)
    {
        var sizes = new RecurrentSizes(args, _op.TimeMajor, Hidden, Cell);
        args.Input(Hidden).Bytes.CopyTo(args.Output(1).Bytes);
        args.Input(Cell).Bytes.CopyTo(args.Output(2).Bytes);
        int rows = sizes.Steps * sizes.Batches, width = Gates * _cells;
        fixed (float* x = args.Input(X).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* hidden = args.Output(1).Span<float>())
        fixed (float* cell = args.Output(2).Span<float>())
        fixed (float* gates = args.Scratch.Rent<float>(checked(rows * width)))
        {
            _input.Run(x, rows, new FloatSink(gates, width, Activation.None), args.Scratch);
            int stride = sizes.Row(0, 1) - sizes.Row(0, 0);
            for (int t = 0; t < sizes.Steps; t++)
            {
                int first = sizes.Row(_op.Backward ? sizes.Steps - 1 - t : t, 0);
                var sink = new FloatSink(gates + ((nint)first * width), (nint)stride * width, Activation.None);
                DenseRun.Run(_recurrent, new PlainRows((byte*)hidden, _cells * sizeof(float), 0), sink, sizes.Batches, _cells * sizeof(float), _threads, adds: true, backwards: t % 2 != 0);
                for (int n = 0; n < sizes.Batches; n++)
                {
                    int row = first + (n * stride);
                    float* h = hidden + ((nint)n * _cells);
                    Update(gates + ((nint)row * width), cell + ((nint)n * _cells), h);
                    Buffer.MemoryCopy(h, y + ((nint)row * _cells), _cells * sizeof(float), _cells * sizeof(float));
                }
            }
        }
    }

    /// <summary>c = clip(f c + i g), h = o act(c).</summary>
    private void Update(float* gates, float* cell, float* hidden)
    {
        float* input = gates, forget = gates + _cells, candidate = gates + (2 * _cells), output = gates + (3 * _cells);
        Limit(_op.ActivationClip, gates, Gates * _cells);
        FloatActivation.Apply(_op.GateActivation, input, 2 * _cells);
        FloatActivation.Apply(_op.Activation, candidate, _cells);
        FloatActivation.Apply(_op.GateActivation, output, _cells);
        BinaryLoop.Run<BinaryVectors.Mul>(forget, 1, cell, 1, cell, _cells);
        BinaryLoop.Run<BinaryVectors.Mul>(input, 1, candidate, 1, input, _cells);
        BinaryLoop.Run<BinaryVectors.Add>(cell, 1, input, 1, cell, _cells);
        Limit(_op.CellClip, cell, _cells);
        Buffer.MemoryCopy(cell, hidden, _cells * sizeof(float), _cells * sizeof(float));
        Limit(_op.ActivationClip, hidden, _cells);
        FloatActivation.Apply(_op.CellActivation ?? _op.Activation, hidden, _cells);
        BinaryLoop.Run<BinaryVectors.Mul>(output, 1, hidden, 1, hidden, _cells);
    }

    /// <summary>Largest magnitudes; 0 for no limit.</summary>
    private static void Limit(float magnitude, float* x, int count)
    {
        if (magnitude > 0) UnaryLoop.Run<UnaryVectors.Clamp>(x, x, count, -magnitude, magnitude);
    }

    private static bool Any(KernelSignature signature, int first, int last) => Enumerable.Range(first, last - first + 1).Any(signature.Has);
}
