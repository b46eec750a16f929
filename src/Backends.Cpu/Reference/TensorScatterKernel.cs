using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class TensorScatterKernel(TensorScatter op) : IKernel<TensorScatterKernel, TensorScatter>
{
    public static Support Supports(TensorScatter op, KernelSignature signature) => Support.Yes;

    public static TensorScatterKernel Prepare(TensorScatter op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        args.Input(0).Bytes.CopyTo(args.Output(0).Bytes);
        AxisLoop cache = AxisLoop.Of(args.Input(0).Info.Shape, op.Axis), update = AxisLoop.Of(args.Input(1).Info.Shape, op.Axis);
        ElementSpan from = new(args.Input(1)), to = new(args.Output(0));
        int batches = args.Input(0).Info.Shape[0], perBatch = batches == 0 ? 0 : cache.Outer / batches;
        for (int outer = 0; outer < cache.Outer; outer++)
        {
            long first = args.Has(2) ? IntegerOperand.At(args.Input(2), outer / perBatch) : 0;
            if (first < 0 || (!op.Circular && first + update.Count > cache.Count))
                throw new InvalidNetworkException($"{update.Count} entries from {first} on do not fit a cache of {cache.Count}");
            for (int s = 0; s < update.Count; s++)
                to.Copy(((outer * cache.Count) + (int)((first + s) % cache.Count)) * cache.Inner, from, ((outer * update.Count) + s) * cache.Inner, cache.Inner);
        }
    }
}
