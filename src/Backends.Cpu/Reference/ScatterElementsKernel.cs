using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class ScatterElementsKernel(ScatterElements op) : IKernel<ScatterElementsKernel, ScatterElements>
{
    public static Support Supports(ScatterElements op, KernelSignature signature) => ScatterUpdate.Supports(op.Reduction, signature.InputType(0));

    public static ScatterElementsKernel Prepare(ScatterElements op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        args.Input(0).Bytes.CopyTo(args.Output(0).Bytes);
        var walk = new ElementIndexWalk(args, op.Axis);
        for (int i = 0; walk.Next(); i++) ScatterUpdate.Run(op.Reduction, args, walk.Place, i, 1);
    }
}
