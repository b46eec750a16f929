using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>The common float LSTM: inputs of all steps are multiplied at once, then each step adds what the state contributes, all gates together.</summary>
internal sealed unsafe class FloatLstm : IPreparedKernel
{
    private const int X = 0, Weights = 1, Recurrent = 5, Bias = 12, Hidden = 18, Cell = 19, Gates = 4;

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
                    LstmUpdate.Run(_op, gates + ((nint)row * width), cell + ((nint)n * _cells), h, _cells);
                    Buffer.MemoryCopy(h, y + ((nint)row * _cells), _cells * sizeof(float), _cells * sizeof(float));
                }
            }
        }
    }
}
