using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>Pairs the places of a tensor with spatial blocks and of the one where the blocks are batches.</summary>
internal static class SpaceBatchWalk
{
    /// <summary>Copies every element from one to the other; places of the border that are cut off, or padding, are skipped.</summary>
    /// <param name="args">Operand 1 holds block sizes, operand 2 what is before and after each spatial dimension.</param>
    /// <param name="space">Tensor <c>[N, d…, R…]</c>.</param>
    /// <param name="batch">Tensor <c>[N * blocks, (before + d + after) / block…, R…]</c>.</param>
    /// <param name="toBatch">Whether to copy from space to batch.</param>
    public static void Run(in KernelArgs args, TensorBuffer space, TensorBuffer batch, bool toBatch)
    {
        Shape spaceShape = space.Info.Shape, batchShape = batch.Info.Shape;
        int spatial = args.Input(1).Info.Shape[0], rest = (int)spaceShape.Product(spatial + 1, spaceShape.Rank);
        Span<int> sizes = stackalloc int[spatial + 1], strides = stackalloc int[spatial + 1], coordinate = stackalloc int[spatial + 1];
        for (int i = 0; i <= spatial; i++) sizes[i] = batchShape[i];
        strides[spatial] = rest;
        for (int i = spatial - 1; i >= 0; i--) strides[i] = strides[i + 1] * spaceShape[i + 1];
        coordinate.Clear();
        ElementSpan inSpace = new(space), inBatch = new(batch);
        int places = (int)batchShape.Product(0, spatial + 1);
        for (int place = 0; place < places; place++, Coordinates.Next(sizes, coordinate))
        {
            int inBlock = coordinate[0] / spaceShape[0], at = coordinate[0] % spaceShape[0] * strides[0];
            bool inside = true;
            for (int i = spatial - 1; i >= 0; i--)
            {
                int size = (int)IntegerOperand.At(args.Input(1), i), before = (int)IntegerOperand.At(args.Input(2), 2 * i);
                int position = (coordinate[i + 1] * size) + (inBlock % size) - before;
                inBlock /= size;
                inside &= position >= 0 && position < spaceShape[i + 1];
                at += position * strides[i + 1];
            }

            if (!inside) continue;
            if (toBatch) inBatch.Copy(place * rest, inSpace, at, rest);
            else inSpace.Copy(at, inBatch, place * rest, rest);
        }
    }

    /// <summary>Makes a tensor stand for zeros.</summary>
    public static void Clear(TensorBuffer buffer)
    {
        int zero = buffer.Info.Quantization is { IsPerTensor: true } q ? q.ZeroPoint : 0;
        if (zero == 0 || buffer.Info.Type.BitWidth() > 16 || buffer.Info.Type.IsPacked()) buffer.Bytes.Span.Clear();
        else for (int i = 0; i < buffer.Info.ElementCount; i++) Quantization.StoredIntegers.Write(buffer, i, zero);
    }
}
