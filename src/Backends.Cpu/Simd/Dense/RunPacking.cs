namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Packs a matrix that is known only in a run.</summary>
internal static unsafe class RunPacking
{
    /// <summary>Columns that are read together: a cache line of each of them is used up before the next.</summary>
    private const int Together = 16;

    /// <param name="layout">Sizes, one group, one block.</param>
    /// <param name="matrix">The matrix, depth by columns.</param>
    /// <param name="transposed">Whether it is columns by depth.</param>
    /// <param name="to">Receives the packed matrix.</param>
    public static void Pack(DenseWeights layout, float* matrix, bool transposed, float* to)
    {
        int depth = layout.Units;
        foreach (DensePanel panel in layout.Panels)
        {
            int width = panel.Vectors * layout.Tiles.Lanes;
            if (transposed) Columns(matrix + ((nint)panel.First * depth), to, panel.Count, width, depth);
            else Rows(matrix + panel.First, to, panel.Count, width, depth, layout.Columns);
            to += (nint)width * depth;
        }
    }

    private static void Rows(float* from, float* to, int count, int width, int depth, int stride)
    {
        for (int k = 0; k < depth; k++, from += stride, to += width)
        {
            Buffer.MemoryCopy(from, to, width * sizeof(float), count * sizeof(float));
            for (int c = count; c < width; c++) to[c] = 0;
        }
    }

    private static void Columns(float* from, float* to, int count, int width, int depth)
    {
        for (int k0 = 0; k0 < depth; k0 += Together)
        {
            int k1 = Math.Min(k0 + Together, depth);
            for (int c = 0; c < width; c++)
            {
                float* column = from + ((nint)c * depth);
                for (nint k = k0; k < k1; k++) to[(k * width) + c] = c < count ? column[k] : 0;
            }
        }
    }
}
