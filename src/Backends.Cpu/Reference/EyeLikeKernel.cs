using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class EyeLikeKernel(EyeLike op) : IKernel<EyeLikeKernel, EyeLike>, INumberKernel
{
    public static Support Supports(EyeLike op, KernelSignature signature) => Support.All(
        new SupportRule(op.OutputType == ElementType.Bool || NumberDispatch.IsNumber(signature.Outputs[0].Type), $"output is {signature.Outputs[0].Type}, expected Bool or numbers of at least 8 bits"));

    public static EyeLikeKernel Prepare(EyeLike op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        TensorBuffer y = args.Output(0);
        if (y.Info.Type == ElementType.Bool) Fill(y.Info.Shape, y.Span<bool>(), true);
        else NumberDispatch.Run(y.Info.Type, this, args);
    }

    public void Run<T>(in KernelArgs args) where T : unmanaged, INumber<T>, IMinMaxValue<T> => Fill(args.Output(0).Info.Shape, args.Output(0).Span<T>(), T.One);

    private void Fill<T>(Shape shape, Span<T> y, T one)
    {
        y.Clear();
        for (long row = Math.Max(0, -(long)op.Diagonal); row < shape[0] && row + op.Diagonal < shape[1]; row++)
            y[(int)((row * shape[1]) + row + op.Diagonal)] = one;
    }
}
