using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class GroupNormalizationKernel(GroupNormalization op) : IKernel<GroupNormalizationKernel, GroupNormalization>, IFloatKernel
{
    public static Support Supports(GroupNormalization op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static GroupNormalizationKernel Prepare(GroupNormalization op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = args.Input(0).Span<T>();
        ReadOnlySpan<T> scale = args.Has(1) ? args.Input(1).Span<T>() : default, bias = args.Has(2) ? args.Input(2).Span<T>() : default;
        Span<T> y = args.Output(0).Span<T>();
        Shape shape = args.Input(0).Info.Shape;
        int channels = shape[shape.Rank - 1], groups = op.Groups ?? channels, places = (int)shape.Product(1, shape.Rank - 1);
        int own = groups == 0 ? 0 : channels / groups;
        T count = T.CreateChecked(places * own), epsilon = T.CreateChecked(op.Epsilon);
        for (int group = 0; group < shape[0] * groups; group++)
        {
            int start = (group / groups * places * channels) + (group % groups * own);
            T mean = T.Zero, variance = T.Zero;
            for (int i = 0; i < places * own; i++) mean += x[start + (i / own * channels) + (i % own)];
            mean /= count;
            for (int i = 0; i < places * own; i++)
            {
                T distance = x[start + (i / own * channels) + (i % own)] - mean;
                variance += distance * distance;
            }

            T deviation = T.Sqrt((variance / count) + epsilon);
            for (int i = 0; i < places * own; i++)
            {
                int at = start + (i / own * channels) + (i % own), c = at % channels;
                T value = (x[at] - mean) / deviation;
                if (!scale.IsEmpty) value *= scale[c];
                y[at] = bias.IsEmpty ? value : value + bias[c];
            }
        }
    }
}
