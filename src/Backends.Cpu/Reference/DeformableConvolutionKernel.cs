using System.Numerics;
using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Kernels.Dense;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

internal sealed class DeformableConvolutionKernel(DeformableConvolution op) : IKernel<DeformableConvolutionKernel, DeformableConvolution>, IFloatKernel
{
    public static Support Supports(DeformableConvolution op, KernelSignature signature) => NumberDispatch.SupportsFloat(signature.InputType(0));

    public static DeformableConvolutionKernel Prepare(DeformableConvolution op, KernelSignature signature) => new(op);

    public void Run(in KernelArgs args) => NumberDispatch.RunFloat(args.Input(0).Info.Type, this, args);

    public void Run<T>(in KernelArgs args) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> weights = args.Input(1).Span<T>();
        ReadOnlySpan<T> bias = args.Has(3) ? args.Input(3).Span<T>() : default;
        Span<T> y = args.Output(0).Span<T>();
        Shape input = args.Input(0).Info.Shape, output = args.Output(0).Info.Shape, window = args.Input(1).Info.Shape;
        (_, WindowAxis h, WindowAxis w) = WindowAxis.All(input, output, [window[1], window[2]], op.Strides, op.Dilations, op.Padding);
        int elements = window[1] * window[2], channels = input[3], own = window[3], outputs = output[3];
        Span<T> columns = args.Scratch.Rent<T>(elements * channels);
        for (int place = 0; place < output[0] * output[1] * output[2]; place++)
        {
            for (int k = 0; k < elements; k++) Gather(args, place, k, h, w, columns.Slice(k * channels, channels));
            for (int o = 0; o < outputs; o++)
            {
                T sum = bias.IsEmpty ? T.Zero : bias[o];
                int first = o / (outputs / op.Groups) * own;
                for (int k = 0; k < elements; k++)
                    for (int c = 0; c < own; c++) sum += columns[(k * channels) + first + c] * weights[(((o * elements) + k) * own) + c];
                y[(place * outputs) + o] = sum;
            }
        }
    }

    /// <summary>The channels that one element of the window sees at one place of the output.</summary>
    private void Gather<T>(in KernelArgs args, int place, int element, WindowAxis h, WindowAxis w, Span<T> result) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> offsets = args.Input(2).Span<T>(), mask = args.Has(4) ? args.Input(4).Span<T>() : default;
        int elements = h.Kernel * w.Kernel, batch = place / (h.Output * w.Output), perGroup = result.Length / op.OffsetGroups;
        int row = h.InputAt(place / w.Output % h.Output, element / w.Kernel), column = w.InputAt(place % w.Output, element % w.Kernel);
        for (int g = 0; g < op.OffsetGroups; g++)
        {
            int at = (((place * op.OffsetGroups) + g) * elements) + element;
            T y = T.CreateChecked(row) + offsets[2 * at], x = T.CreateChecked(column) + offsets[(2 * at) + 1];
            T factor = mask.IsEmpty ? T.One : mask[at];
            Span<T> group = result.Slice(g * perGroup, perGroup);
            group.Clear();
            if (!(y > T.NegativeOne && y < T.CreateChecked(h.Input) && x > T.NegativeOne && x < T.CreateChecked(w.Input))) continue;
            int top = int.CreateChecked(T.Floor(y)), left = int.CreateChecked(T.Floor(x));
            T down = y - T.Floor(y), across = x - T.Floor(x);
            for (int corner = 0; corner < 4; corner++)
            {
                int r = top + (corner >> 1), c = left + (corner & 1);
                if (!h.Contains(r) || !w.Contains(c)) continue;
                T weight = factor * (corner >= 2 ? down : T.One - down) * ((corner & 1) != 0 ? across : T.One - across);
                ReadOnlySpan<T> from = args.Input(0).Span<T>().Slice(((((batch * h.Input) + r) * w.Input) + c) * result.Length + (g * perGroup), perGroup);
                for (int i = 0; i < perGroup; i++) group[i] += weight * from[i];
            }
        }
    }
}
