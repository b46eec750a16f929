using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>The common float GRU: inputs of all steps are multiplied at once, then each step adds what the state contributes.</summary>
internal sealed unsafe class GruKernel : IKernel<GruKernel, Gru>
{
    private const int X = 0, Weights = 1, Recurrent = 4, Bias = 7, RecurrentBias = 10, Hidden = 13, Lengths = 14, Gates = 3, Candidate = 2;

    private readonly Gru _op;
    private readonly FloatProduct _input;
    private readonly DenseWeights _gates;
    private readonly DenseWeights? _candidate;
    private readonly int _units;
    private readonly int _threads;

    private GruKernel(Gru op, KernelSignature signature)
    {
        (_op, _threads, _units) = (op, signature.Threads, signature.Input(Hidden).Shape[1]);
        int batches = signature.Input(Hidden).Shape[0];
        Shape x = signature.Input(X).Shape;
        _input = FloatProduct.Of(signature, x.Product(0, 2), Gates * _units, x[2], new GateUnits(signature, Weights, _units));
        // With the reset behind the product, all products of the state are one; else that of the candidate has to wait for the reset.
        _gates = Pack(signature, Recurrent, op.ResetAfter ? Gates : Candidate, _units, batches);
        _candidate = op.ResetAfter ? null : Pack(signature, Recurrent + Candidate, 1, _units, batches);
        for (int gate = 0; gate < Gates; gate++)
        {
            Span<float> start = _input.Start.Slice(gate * _units, _units);
            if (signature.Has(Bias + gate)) Constants.Floats(signature, Bias + gate).CopyTo(start);
            if (!signature.Has(RecurrentBias + gate)) continue;
            ReadOnlySpan<float> bias = Constants.Floats(signature, RecurrentBias + gate);
            if (gate == Candidate && op.ResetAfter) bias.CopyTo(_gates.Start<float>(0)[(gate * _units)..]);
            else for (int i = 0; i < _units; i++) start[i] += bias[i];
        }
    }

    public static Support Supports(Gru op, KernelSignature signature) => Support.All(
        new(Enumerable.Range(0, Lengths).All(i => signature.Optional(i) is null or { Type: ElementType.Float32 }), "operands are not all Float32"),
        new(Enumerable.Range(1, Hidden - 1).All(i => !signature.Has(i) || signature.Constants[i] is not null), "weights are not constant, they cannot be packed"),
        new(!signature.Has(Lengths), "lengths are not vectorised"),
        new(signature.Input(X).ElementCount > 0 && signature.Input(Hidden).ElementCount > 0, "operands are empty"),
        new(op is { GateFunction: null, Function: null }, "functions with parameters are not vectorised"),
        new(op.ActivationClip == 0, "limits are not vectorised"));

    public static GruKernel Prepare(Gru op, KernelSignature signature) => new(op, signature);

    public void Run(in KernelArgs args)
    {
        var sizes = new RecurrentSizes(args, _op.TimeMajor, Hidden, Hidden);
        args.Input(Hidden).Bytes.CopyTo(args.Output(1).Bytes);
        int rows = sizes.Steps * sizes.Batches, width = Gates * _units;
        fixed (float* x = args.Input(X).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
        fixed (float* hidden = args.Output(1).Span<float>())
        fixed (float* gates = args.Scratch.Rent<float>(checked(rows * width)))
        fixed (float* products = args.Scratch.Rent<float>(checked(sizes.Batches * width)))
        {
            _input.Run(x, rows, new FloatSink(gates, width, Activation.None), args.Scratch);
            int stride = sizes.Row(0, 1) - sizes.Row(0, 0);
            for (int t = 0; t < sizes.Steps; t++)
            {
                int first = sizes.Row(_op.Backward ? sizes.Steps - 1 - t : t, 0);
                Step(gates + ((nint)first * width), (nint)stride * width, hidden, products, sizes.Batches);
                for (int n = 0; n < sizes.Batches; n++)
                    Buffer.MemoryCopy(hidden + ((nint)n * _units), y + ((nint)(first + (n * stride)) * _units), _units * sizeof(float), _units * sizeof(float));
            }
        }
    }

    /// <param name="gates">Contributions of the input to the gates of the first batch.</param>
    /// <param name="stride">Floats from one batch's gates to the next.</param>
    /// <param name="hidden">State <c>[N, H]</c>.</param>
    /// <param name="products">Room for <c>[N, 3, H]</c>.</param>
    /// <param name="batches">N.</param>
    private void Step(float* gates, nint stride, float* hidden, float* products, int batches)
    {
        int rowBytes = _units * sizeof(float);
        if (_candidate is null)
        {
            DenseRun.Run(_gates, new PlainRows((byte*)hidden, rowBytes, 0), new FloatSink(products, Gates * _units, Activation.None), batches, rowBytes, _threads);
            for (int n = 0; n < batches; n++)
            {
                float* own = gates + (n * stride), state = products + ((nint)n * Gates * _units), reset = own + _units, candidate = own + (Candidate * _units);
                BinaryLoop.Run<BinaryVectors.Add>(own, 1, state, 1, own, Candidate * _units);
                FloatActivation.Apply(_op.GateActivation, own, Candidate * _units);
                BinaryLoop.Run<BinaryVectors.Mul>(reset, 1, state + (Candidate * _units), 1, reset, _units);
                BinaryLoop.Run<BinaryVectors.Add>(candidate, 1, reset, 1, candidate, _units);
                Update(own, hidden + ((nint)n * _units));
            }

            return;
        }

        DenseRun.Run(_gates, new PlainRows((byte*)hidden, rowBytes, 0), new FloatSink(gates, stride, Activation.None), batches, rowBytes, _threads, adds: true);
        for (int n = 0; n < batches; n++)
        {
            float* own = gates + (n * stride);
            FloatActivation.Apply(_op.GateActivation, own, Candidate * _units);
            BinaryLoop.Run<BinaryVectors.Mul>(own + _units, 1, hidden + ((nint)n * _units), 1, products + ((nint)n * _units), _units);
        }

        var sink = new FloatSink(gates + (Candidate * _units), stride, Activation.None);
        DenseRun.Run(_candidate, new PlainRows((byte*)products, rowBytes, 0), sink, batches, rowBytes, _threads, adds: true);
        for (int n = 0; n < batches; n++) Update(gates + (n * stride), hidden + ((nint)n * _units));
    }

    /// <summary>h = (1 - z) act(g) + z h.</summary>
    private void Update(float* gates, float* hidden)
    {
        float* update = gates, candidate = gates + (Candidate * _units);
        float one = 1;
        FloatActivation.Apply(_op.Activation, candidate, _units);
        BinaryLoop.Run<BinaryVectors.Mul>(update, 1, hidden, 1, hidden, _units);
        BinaryLoop.Run<BinaryVectors.Sub>(&one, 0, update, 1, update, _units);
        BinaryLoop.Run<BinaryVectors.Mul>(update, 1, candidate, 1, candidate, _units);
        BinaryLoop.Run<BinaryVectors.Add>(candidate, 1, hidden, 1, hidden, _units);
    }

    private static DenseWeights Pack(KernelSignature signature, int first, int gates, int inputs, int rows)
    {
        int units = signature.Input(Hidden).Shape[1];
        TileSet tiles = TileSet.ForConstants(gates * units, inputs, signature, rows);
        return DenseWeights.Pack(tiles, 1, gates * units, 1, inputs, FloatConvolution.BlockUnits, new GateUnits(signature, first, units));
    }
}
