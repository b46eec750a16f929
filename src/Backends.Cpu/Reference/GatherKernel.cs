using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Quantization;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class GatherKernel(Gather op) : IKernel<GatherKernel, Gather>
{
    public static Support Supports(Gather op, KernelSignature signature) => Support.All(
        new SupportRule(signature.Outputs[0].Type == signature.InputType(0) || signature.Outputs[0].Type == ElementType.Float32,
            $"output is {signature.Outputs[0].Type}, expected Float32 or the type of the input"));

    public static GatherKernel Prepare(Gather op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args)
    {
        Shape x = args.Input(0).Info.Shape, indices = args.Input(1).Info.Shape;
        int axis = op.Axis < 0 ? op.Axis + x.Rank : op.Axis, batchDims = op.BatchDims < 0 ? op.BatchDims + indices.Rank : op.BatchDims;
        int batches = (int)x.Product(0, batchDims), outer = (int)x.Product(batchDims, axis), size = x[axis];
        int inner = (int)x.Product(axis + 1, x.Rank), count = (int)indices.Product(batchDims, indices.Rank);
        bool converts = args.Output(0).Info.Type != args.Input(0).Info.Type;
        ElementSpan source = new(args.Input(0)), target = new(args.Output(0));
        int place = 0;
        for (int b = 0; b < batches; b++)
            for (int o = 0; o < outer; o++)
                for (int i = 0; i < count; i++, place += inner)
                {
                    int index = IntegerOperand.Index(args.Input(1), (b * count) + i, size);
                    int from = ((((b * outer) + o) * size) + index) * inner;
                    if (converts) Dequantize(args, from, place, inner);
                    else target.Copy(place, source, from, inner);
                }
    }

    private static void Dequantize(in KernelArgs args, int from, int to, int count)
    {
        TensorBuffer x = args.Input(0);
        if (x.Info.Quantization is not { } quantization) return;
        var scale = new ElementScale(x.Info, quantization);
        Span<float> y = args.Output(0).Span<float>();
        var stored = new ElementSpan(x);
        for (int i = 0; i < count; i++) y[to + i] = scale.Real(stored.Integer(from + i, x.Info.Type.IsSignedInteger()), from + i);
    }
}
