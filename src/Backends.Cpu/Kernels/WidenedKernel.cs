using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>Runs a Float32 kernel on Float16 and BFloat16 tensors: operands are widened, results are rounded once when stored.</summary>
internal sealed class WidenedKernel : IPreparedKernel
{
    /// <summary>Constants that were widened, as long as the narrow ones live: backends are asked before one of them compiles.</summary>
    private static readonly ConditionalWeakTable<Tensor, Tensor> s_wide = [];

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

    public static KernelSignature Widen(KernelSignature signature) => signature with
    {
        Inputs = [.. signature.Inputs.Select(i => i is null ? null : Widen(i))],
        Outputs = [.. signature.Outputs.Select(Widen)],
        Constants = [.. signature.Constants.Select(c => c is null || !IsNarrow(c.Info.Type) ? c : s_wide.GetValue(c, Widen))],
    };

    /// <summary>What kernels say of an operator on what it is given, or on that widened.</summary>
    public static Support Supports(KernelTable table, Op op, KernelSignature signature)
    {
        Support support = table.Supports(op, signature);
        return !support.IsSupported && AppliesTo(signature) && table.Supports(op, Widen(signature)) is { IsSupported: true } wide ? wide : support;
    }

    /// <summary>The kernel of an operator that they support, widened where it must be.</summary>
    public static IPreparedKernel PrepareAny(KernelTable table, Op op, KernelSignature signature) =>
        AppliesTo(signature) && !table.Supports(op, signature).IsSupported ? Prepare(table, op, signature) : table.Prepare(op, signature);

    private static WidenedKernel Prepare(KernelTable table, Op op, KernelSignature signature)
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
        Widen(narrow, wide.Span<float>());
        return wide;
    }

    private static void Widen(TensorBuffer narrow, Span<float> target)
    {
        if (narrow.Info.Type == ElementType.Float16)
        {
            HalfVectors.Widen(narrow.Span<Half>(), target);
            return;
        }

        Span<BFloat16> source = narrow.Span<BFloat16>();
        for (int i = 0; i < source.Length; i++) target[i] = source[i];
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
            HalfVectors.Narrow(source, narrow.Span<Half>());
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
        var bytes = new byte[info.ByteCount];
        var wide = new TensorBuffer(info, bytes);
        Widen(TensorBuffer.OfConstant(constant), wide.Span<float>());
        return new Tensor(info, bytes);
    }
}
