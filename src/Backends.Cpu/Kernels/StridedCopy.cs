namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>Copies a block of elements between two tensors that lay it out differently.</summary>
internal static class StridedCopy
{
    /// <summary>For every coordinate of <paramref name="sizes"/>: target[start + coordinate · strides] = source[start + coordinate · strides].</summary>
    /// <remarks>Strides may be 0 (a source element is repeated) or negative (an axis is reversed).</remarks>
    public static void Run(ReadOnlySpan<int> sizes, ElementSpan source, int sourceStart, ReadOnlySpan<int> sourceStrides,
        ElementSpan target, int targetStart, ReadOnlySpan<int> targetStrides)
    {
        if (sizes.IsEmpty)
        {
            target.Copy(targetStart, source, sourceStart, 1);
            return;
        }

        int size = sizes[0], from = sourceStrides[0], to = targetStrides[0];
        if (sizes.Length > 1)
        {
            for (int i = 0; i < size; i++)
                Run(sizes[1..], source, sourceStart + (i * from), sourceStrides[1..], target, targetStart + (i * to), targetStrides[1..]);
        }
        else if (from == 1 && to == 1)
        {
            target.Copy(targetStart, source, sourceStart, size);
        }
        else
        {
            for (int i = 0; i < size; i++) target.Copy(targetStart + (i * to), source, sourceStart + (i * from), 1);
        }
    }
}
