using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Backends.Cpu.Reference.Common;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Backends.Cpu.Simd.Integers;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd;

/// <summary>Sum, mean, maximum and minimum over axes that lie together.</summary>
internal sealed unsafe class ReduceKernel(Reduce op, (int Outer, int Count, int Inner) block, QuantizedReduction? quantized) : IKernel<ReduceKernel, Reduce>
{
    public static Support Supports(Reduce op, KernelSignature signature)
    {
        TensorInfo x = signature.Input(0);
        bool bytes = IsBytes(op, signature);
        return Support.All(
            new(x.Type == ElementType.Float32 || bytes, $"{op.Kind} of {x.Type} is not vectorised"),
            new(op.Kind is ReduceKind.Sum or ReduceKind.Mean or ReduceKind.Max or ReduceKind.Min, $"{op.Kind} is not vectorised"),
            new(!signature.Has(1) || signature.Constants[1] is not null, "axes are not constant"),
            new(Block(signature) is not null, "reduced axes do not lie together"));
    }

    public static ReduceKernel Prepare(Reduce op, KernelSignature signature) => new(op,
        Block(signature) ?? throw new InvalidOperationException("reduced axes do not lie together"),
        IsBytes(op, signature) ? new QuantizedReduction(signature.Input(0).Quantization!, signature.Outputs[0].Quantization!, op.Requantization) : null);

    public void Run(in KernelArgs args)
    {
        if (quantized is not null)
        {
            RunBytes(args, quantized);
            return;
        }

        fixed (float* x = args.Input(0).Span<float>())
        fixed (float* y = args.Output(0).Span<float>())
            switch (op.Kind)
            {
                case ReduceKind.Max: ReduceLoop.Run<BinaryVectors.LargerNext>(x, y, block, float.NegativeInfinity); break;
                case ReduceKind.Min: ReduceLoop.Run<BinaryVectors.SmallerNext>(x, y, block, float.PositiveInfinity); break;
                default:
                    ReduceLoop.Run<BinaryVectors.Add>(x, y, block, 0);
                    if (op.Kind == ReduceKind.Mean) Divide(args.Output(0).Span<float>());
                    break;
            }
    }

    private void Divide(Span<float> sums)
    {
        foreach (ref float sum in sums) sum /= block.Count;
    }

    /// <summary>Sums of bytes are exact in floats as long as they stay below 2^24; longer sums are put together from such parts.</summary>
    private void RunBytes(in KernelArgs args, QuantizedReduction reduction)
    {
        const int Exact = 65536;
        bool signed = args.Input(0).Info.Type == ElementType.Int8;
        Span<int> sums = args.Scratch.Rent<int>(block.Outer * block.Inner);
        sums.Clear();
        int part = Math.Min(block.Count, Exact);
        fixed (byte* x = args.Input(0).Bytes.Span)
        fixed (float* values = args.Scratch.Rent<float>(part * block.Inner))
        fixed (float* partial = args.Scratch.Rent<float>(block.Inner))
            for (int o = 0; o < block.Outer; o++)
                for (int done = 0; done < block.Count; done += part)
                {
                    int count = Math.Min(part, block.Count - done);
                    Conversions.ToFloats(x + ((((nint)o * block.Count) + done) * block.Inner), signed, 0, values, (nint)count * block.Inner);
                    ReduceLoop.Run<BinaryVectors.Add>(values, partial, (1, count, block.Inner), 0);
                    for (int i = 0; i < block.Inner; i++) sums[(o * block.Inner) + i] += (int)partial[i];
                }

        if (signed) reduction.Store(sums, block.Count, op.Kind == ReduceKind.Mean, args.Output(0).Span<sbyte>());
        else reduction.Store(sums, block.Count, op.Kind == ReduceKind.Mean, args.Output(0).Span<byte>());
    }

    private static bool IsBytes(Reduce op, KernelSignature signature) => signature.InputType(0) is ElementType.Int8 or ElementType.UInt8
        && op.Kind is ReduceKind.Sum or ReduceKind.Mean && signature.Input(0).Quantization is { IsPerTensor: true } && signature.Outputs[0].Quantization is { IsPerTensor: true };

    /// <summary>The tensor as [outer, count, inner] with count reduced; null when it cannot be seen so.</summary>
    private static (int Outer, int Count, int Inner)? Block(KernelSignature signature)
    {
        Shape shape = signature.Input(0).Shape;
        var reduced = new bool[shape.Rank];
        if (!signature.Has(1)) Array.Fill(reduced, true);
        else if (signature.Constants[1] is { } constant)
            for (int i = 0; i < constant.Info.ElementCount; i++) reduced[IntegerOperand.Axis(TensorBuffer.OfConstant(constant), i, shape.Rank)] = true;
        int first = 0, last = shape.Rank - 1;
        while (first < shape.Rank && (!reduced[first] || shape[first] == 1)) first++;
        while (last > first && (!reduced[last] || shape[last] == 1)) last--;
        if (shape.ElementCount == 0) return null;
        if (first == shape.Rank) return ((int)shape.ElementCount, 1, 1);
        for (int i = first; i <= last; i++) if (!reduced[i] && shape[i] != 1) return null;
        return ((int)shape.Product(0, first), (int)shape.Product(first, last + 1), (int)shape.Product(last + 1, shape.Rank));
    }
}
