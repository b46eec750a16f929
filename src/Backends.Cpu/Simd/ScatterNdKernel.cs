using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Movement;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Updates at known places are joined to runs in advance and copied: exporters write each number of an assigned slice as an update.</summary>
internal sealed class ScatterNdKernel(ScatteredRuns? runs, Reference.ScatterNdKernel plain) : IKernel<ScatterNdKernel, ScatterNd>
{
    public static Support Supports(ScatterNd op, KernelSignature signature) => Reference.ScatterNdKernel.Supports(op, signature);

    public static ScatterNdKernel Prepare(ScatterNd op, KernelSignature signature)
    {
        var plain = Reference.ScatterNdKernel.Prepare(op, signature);
        return op.Reduction == ScatterReduction.None && Movable.Supports(signature, constant: 1).IsSupported
            ? new(new ScatteredRuns(signature.Input(0), TensorBuffer.OfConstant(Constants.Of(signature, 1))), plain)
            : new(null, plain);
    }

    public void Run(in KernelArgs args)
    {
        if (runs is null)
        {
            plain.Run(args);
            return;
        }

        args.Input(0).Bytes.CopyTo(args.Output(0).Bytes);
        runs.Copy(args.Input(2).Bytes.Span, args.Output(0).Bytes.Span);
    }
}
