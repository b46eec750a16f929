using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Integers;

/// <summary>A fully connected layer of 8-bit integers, exact.</summary>
internal sealed unsafe class IntegerFullyConnected : IPreparedKernel
{
    private readonly IntegerWeights _weights;
    private readonly IntegerActivations _activations;
    private readonly RequantTable? _table;
    private readonly int _columns;
    private readonly int _threads;

    public IntegerFullyConnected(FullyConnected op, KernelSignature signature)
    {
        TensorInfo input = signature.Input(0), weights = signature.Input(1), output = signature.Outputs[0];
        int depth = weights.Shape[1], zeroPoint = input.Quantization!.ZeroPoint;
        (_threads, _columns) = (signature.Threads, weights.Shape[0]);
        var layout = new IntegerLayout(signature.Integers, 1, _columns, 1, depth);
        _activations = new IntegerActivations(signature.Integers, input.Type == ElementType.Int8, zeroPoint, (int)(input.ElementCount / depth), depth, layout.PaddedChannels);
        _weights = IntegerWeights.Pack(signature, layout, zeroPoint);
        Requantizer? requantizer = DenseTypes.RequantizerOf(signature, op.Requantization, op.Activation, singleProduct: weights.Quantization is { IsPerTensor: true });
        _table = requantizer is null ? null : new RequantTable(requantizer, _columns, output.Type);
    }

    public void Run(in KernelArgs args)
    {
        Span<byte> converted = _activations.IsReady ? args.Input(0).Bytes.Span : args.Scratch.Rent<byte>(checked((int)_activations.Bytes));
        RequantTable? table = _table;
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (byte* units = converted)
        fixed (byte* y = args.Output(0).Bytes.Span)
        {
            if (!_activations.IsReady) _activations.Convert(x, units);
            int rowBytes = _activations.PaddedChannels * _activations.Tiles.ElementBytes;
#pragma warning disable CS8500 // the table outlives the run
            DenseRun.Run(_weights.Packed, new PlainRows(units, rowBytes, 0), new IntegerSink(&table, y, _columns, _weights.ZeroPoints), _activations.Places, rowBytes, _threads);
#pragma warning restore CS8500
        }
    }
}
