using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class MelWeightMatrixKernel : IKernel<MelWeightMatrixKernel, MelWeightMatrix>, IFloatKernel
{
    public static Support Supports(MelWeightMatrix op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.Outputs[0].Type);

    public static MelWeightMatrixKernel Prepare(MelWeightMatrix op, KernelSignature signature) => new();

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Output(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> y = args.Output(0).Span<T>();
        y.Clear();
        Shape shape = args.Output(0).Info.Shape;
        int bands = shape[1];
        for (int band = 0; band < bands; band++)
        {
            int low = Edge(args, band, bands), middle = Edge(args, band + 1, bands), high = Edge(args, band + 2, bands);
            if (low < 0 || high >= shape[0]) throw new InvalidNetworkException($"band {band} covers bins {low} to {high}, expected 0 to {shape[0] - 1}");
            if (low == middle) y[(middle * bands) + band] = T.One;
            for (int bin = low; bin <= middle && low != middle; bin++) y[(bin * bands) + band] = T.CreateChecked((double)(bin - low) / (middle - low));
            for (int bin = middle; bin < high; bin++) y[(bin * bands) + band] = T.CreateChecked((double)(high - bin) / (high - middle));
        }
    }

    /// <summary>Bin at which an edge lies.</summary>
    private static int Edge(in KernelArgs args, int index, int bands)
    {
        double length = IntegerOperand.At(args.Input(1), 0), rate = IntegerOperand.At(args.Input(2), 0);
        double low = Mel(args.Input(3).Span<float>()[0]), high = Mel(args.Input(4).Span<float>()[0]);
        double frequency = 700 * (Math.Pow(10, ((index * ((high - low) / (bands + 2))) + low) / 2595) - 1);
        return (int)Math.Floor((length + 1) * frequency / rate);
    }

    private static double Mel(double frequency) => 2595 * Math.Log10(1 + (frequency / 700));
}
