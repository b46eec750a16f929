using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Reference;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>An LSTM of floats whose matrices are bytes: each input and state is quantized by its own range before it is multiplied.</summary>
internal sealed unsafe class HybridLstm : IPreparedKernel
{
    private const int X = 0, Weights = 1, Recurrent = 5, Bias = 12, Hidden = 18, Cell = 19, Gates = 4;

    private readonly Lstm _op;
    private readonly ShortMatrix[] _weights = new ShortMatrix[Gates];
    private readonly ShortMatrix[] _recurrent = new ShortMatrix[Gates];
    private readonly float[] _weightScales = new float[Gates];
    private readonly float[] _recurrentScales = new float[Gates];
    private readonly float[] _bias;
    private readonly int _cells;
    private readonly int _depth;

    public HybridLstm(Lstm op, KernelSignature signature)
    {
        (_op, _cells) = (op, signature.Input(Cell).Shape[1]);
        _bias = new float[Gates * _cells];
        for (int gate = 0; gate < Gates; gate++)
        {
            Tensor weights = Constants.Of(signature, Weights + gate), recurrent = Constants.Of(signature, Recurrent + gate);
            (_weights[gate], _weightScales[gate]) = (Matrix(weights), weights.Info.Quantization!.Scale);
            (_recurrent[gate], _recurrentScales[gate]) = (Matrix(recurrent), recurrent.Info.Quantization!.Scale);
            if (signature.Has(Bias + gate)) Constants.Floats(signature, Bias + gate).CopyTo(_bias.AsSpan(gate * _cells));
        }

        _depth = Math.Max(_weights[0].PaddedDepth, _recurrent[0].PaddedDepth);
    }

    public void Run(in KernelArgs args)
    {
        var sizes = new RecurrentSizes(args, _op.TimeMajor, Hidden, Cell);
        args.Input(Hidden).Bytes.CopyTo(args.Output(1).Bytes);
        args.Input(Cell).Bytes.CopyTo(args.Output(2).Bytes);
        ReadOnlySpan<float> x = args.Input(X).Span<float>();
        Span<float> y = args.Output(0).Span<float>(), hidden = args.Output(1).Span<float>(), cell = args.Output(2).Span<float>(), gates = args.Scratch.Rent<float>(Gates * _cells);
        Span<int> whole = args.Scratch.Rent<int>(_depth), sums = args.Scratch.Rent<int>(_cells + IIntegerLstmMath.Grain);
        Span<short> vector = args.Scratch.Rent<short>(_depth);
        for (int n = 0; n < sizes.Batches; n++)
        {
            Span<float> h = hidden.Slice(n * _cells, _cells), c = cell.Slice(n * _cells, _cells);
            for (int t = 0; t < sizes.Steps; t++)
            {
                int row = sizes.Row(_op.Backward ? sizes.Steps - 1 - t : t, n);
                _bias.CopyTo(gates);
                Add(x.Slice(row * sizes.Inputs, sizes.Inputs), _weights, _weightScales, whole, vector, sums, gates);
                Add(h, _recurrent, _recurrentScales, whole, vector, sums, gates);
                fixed (float* g = gates)
                fixed (float* state = c)
                fixed (float* result = h)
                    LstmUpdate.Run(_op, g, state, result, _cells);
                h.CopyTo(y[(row * _cells)..]);
            }
        }
    }

    /// <summary>Adds the products of all gates' matrices with a vector.</summary>
    private void Add(ReadOnlySpan<float> from, ShortMatrix[] matrices, float[] scales, Span<int> whole, Span<short> vector, Span<int> sums, Span<float> gates)
    {
        float scale = _op.Hybrid == HybridQuantization.Symmetric ? DynamicRange.Symmetric(from, whole[..from.Length]) : DynamicRange.Asymmetric(from, whole[..from.Length]);
        matrices[0].Narrow(whole[..from.Length], vector);
        for (int gate = 0; gate < Gates; gate++)
        {
            matrices[gate].Multiply(vector, sums);
            Span<float> to = gates.Slice(gate * _cells, _cells);
            float factor = scales[gate] * scale;
            for (int i = 0; i < to.Length; i++) to[i] += sums[i] * factor;
        }
    }

    private static ShortMatrix Matrix(Tensor weights) => new(weights, weights.Info.Quantization!.ZeroPoint);
}
