using System.Buffers;
using System.Collections.Immutable;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>Runs a Float32 kernel on Float16 and BFloat16 tensors: operands are widened, results are rounded once when stored.</summary>
internal sealed class WidenedKernel : IPreparedKernel
{
    private readonly IPreparedKernel _inner;
    private readonly KernelSignature _wide;
    private readonly ImmutableArray<TensorBuffer?> _constants;

    private WidenedKernel(IPreparedKernel inner, KernelSignature wide)
    {
        (_inner, _wide) = (inner, wide);
        _constants = [.. wide.Constants.Select(c => c is null ? default(TensorBuffer?) : TensorBuffer.OfConstant(c))];
    }

    /// <summary>Whether widening makes <paramref name="signature"/> another one that is worth asking for.</summary>
    public static bool AppliesTo(KernelSignature signature) =>
        signature.Inputs.Any(i => i is not null && IsNarrow(i.Type)) || signature.Outputs.Any(o => IsNarrow(o.Type));

    public static KernelSignature Widen(KernelSignature signature) => new(
        [.. signature.Inputs.Select(i => i is null ? null : Widen(i))],
        [.. signature.Outputs.Select(Widen)],
        [.. signature.Constants.Select(c => c is null || !IsNarrow(c.Info.Type) ? c : Widen(c))]);

    public static WidenedKernel Prepare(KernelTable table, Op op, KernelSignature signature)
    {
        KernelSignature wide = Widen(signature);
        return new WidenedKernel(table.Prepare(op, wide), wide);
    }

    public void Run(in KernelArgs args)
    {
        int inputs = args.InputCount, outputs = args.OutputCount;
        TensorBuffer[] buffers = ArrayPool<TensorBuffer>.Shared.Rent(inputs + outputs);
        for (int i = 0; i < inputs; i++)
            buffers[i] = !args.Has(i) ? default : _constants[i] ?? Widened(args, args.Input(i), _wide.Inputs[i]);
        Span<TensorBuffer> results = buffers.AsSpan(inputs, outputs);
        for (int i = 0; i < outputs; i++) results[i] = WideMemory(args, args.Output(i), _wide.Outputs[i]);
        _inner.Run(new KernelArgs(buffers.AsSpan(0, inputs), results, args.Scratch));
        for (int i = 0; i < outputs; i++) Narrow(results[i], args.Output(i));
        ArrayPool<TensorBuffer>.Shared.Return(buffers, clearArray: true);
    }

    private static TensorBuffer Widened(in KernelArgs args, TensorBuffer narrow, TensorInfo? known)
    {
        if (!IsNarrow(narrow.Info.Type)) return narrow;
        TensorBuffer wide = WideMemory(args, narrow, known);
        Span<float> target = wide.Span<float>();
        if (narrow.Info.Type == ElementType.Float16)
        {
            Span<Half> source = narrow.Span<Half>();
            for (int i = 0; i < source.Length; i++) target[i] = (float)source[i];
        }
        else
        {
            Span<BFloat16> source = narrow.Span<BFloat16>();
            for (int i = 0; i < source.Length; i++) target[i] = source[i];
        }

        return wide;
    }

    private static TensorBuffer WideMemory(in KernelArgs args, TensorBuffer narrow, TensorInfo? known)
    {
        if (!IsNarrow(narrow.Info.Type)) return narrow;
        TensorInfo info = known is { Shape.IsStatic: true } ? known : Widen(narrow.Info);
        return new TensorBuffer(info, args.Scratch.RentBytes(checked((int)info.ByteCount)));
    }

    private static void Narrow(TensorBuffer wide, TensorBuffer narrow)
    {
        if (!IsNarrow(narrow.Info.Type)) return;
        Span<float> source = wide.Span<float>();
        if (narrow.Info.Type == ElementType.Float16)
        {
            Span<Half> target = narrow.Span<Half>();
            for (int i = 0; i < target.Length; i++) target[i] = (Half)source[i];
        }
        else
        {
            Span<BFloat16> target = narrow.Span<BFloat16>();
            for (int i = 0; i < target.Length; i++) target[i] = (BFloat16)source[i];
        }
    }

    private static bool IsNarrow(ElementType type) => type is ElementType.Float16 or ElementType.BFloat16;

    private static TensorInfo Widen(TensorInfo info) => IsNarrow(info.Type) ? info with { Type = ElementType.Float32 } : info;

    private static Tensor Widen(Tensor constant)
    {
        TensorInfo info = Widen(constant.Info);
        var values = new float[info.ElementCount];
        for (int i = 0; i < values.Length; i++)
            values[i] = constant.Info.Type == ElementType.Float16 ? (float)constant.Span<Half>()[i] : constant.Span<BFloat16>()[i];
        return Tensor.Create<float>(info, values);
    }
}
