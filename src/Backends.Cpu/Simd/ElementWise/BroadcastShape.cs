namespace NnBridge.Backends.Cpu.Simd.ElementWise;

/// <summary>Two operands that are broadcast to a result, with as few axes as possible. A stride is the distance of neighbours, 0 where an operand is repeated.</summary>
internal sealed class BroadcastShape
{
    public BroadcastShape(Shape a, Shape b, Shape y)
    {
        // The innermost axis is last; those that are joined or left out leave the front free.
        int rank = Math.Max(1, y.Rank), first = rank, strideA = 1, strideB = 1;
        int[] sizes = new int[rank], stridesA = new int[rank], stridesB = new int[rank];
        for (int i = 1; i <= y.Rank; i++)
        {
            int size = y[y.Rank - i], sizeA = i > a.Rank ? 1 : a[a.Rank - i], sizeB = i > b.Rank ? 1 : b[b.Rank - i];
            int nextA = sizeA == 1 ? 0 : strideA, nextB = sizeB == 1 ? 0 : strideB;
            (strideA, strideB) = (strideA * sizeA, strideB * sizeB);
            if (size == 1) continue;
            if (first < rank && nextA == stridesA[first] * sizes[first] && nextB == stridesB[first] * sizes[first]) sizes[first] *= size;
            else (sizes[--first], stridesA[first], stridesB[first]) = (size, nextA, nextB);
        }

        if (first == rank) (sizes[--first], stridesA[first], stridesB[first]) = (1, 1, 1);
        (Sizes, StridesA, StridesB) = (sizes[first..], stridesA[first..], stridesB[first..]);
    }

    public int[] Sizes { get; }

    /// <summary>Results for each index of the first axis.</summary>
    public nint Inner
    {
        get
        {
            nint count = 1;
            for (int i = 1; i < Sizes.Length; i++) count *= Sizes[i];
            return count;
        }
    }

    /// <summary>Parts in which the first axis is worth dividing.</summary>
    /// <param name="threads">Threads that may be used.</param>
    /// <param name="elementBytes">Bytes of an element.</param>
    public int Parts(int threads, int elementBytes) => Threading.Division.Parts(threads, 3L * Sizes[0] * Inner * elementBytes, Sizes[0]);

    /// <summary>First index and number of indices of a part of the first axis.</summary>
    public (int First, int Count) Part(int part, int parts)
    {
        // Only elements have lines of the cache in common; whole rows are as they come.
        if (Sizes.Length > 1) return ((int)((long)Sizes[0] * part / parts), (int)(((long)Sizes[0] * (part + 1) / parts) - ((long)Sizes[0] * part / parts)));
        long first = Threading.Division.Start(Sizes[0], part, parts);
        return ((int)first, (int)(Threading.Division.Start(Sizes[0], part + 1, parts) - first));
    }

    public int[] StridesA { get; }

    public int[] StridesB { get; }
}
