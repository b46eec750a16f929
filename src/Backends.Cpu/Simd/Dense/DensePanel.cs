namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Columns of a product that one tile computes.</summary>
/// <param name="First">First column, within its group.</param>
/// <param name="Count">Columns that exist.</param>
/// <param name="Vectors">Vectors that hold them; the last one may be padded.</param>
internal readonly record struct DensePanel(int First, int Count, int Vectors)
{
    /// <summary>Panels as wide as they can be, and a rest.</summary>
    /// <param name="columns">Columns.</param>
    /// <param name="lanes">Columns per vector.</param>
    /// <param name="widest">Vectors of a panel at most.</param>
    public static DensePanel[] Full(int columns, int lanes, int widest) =>
        Divide(columns, lanes, (columns + (lanes * widest) - 1) / (lanes * widest), p => p * widest);

    /// <summary>As few panels, of about the same width: narrow tiles would wait for their sums.</summary>
    /// <param name="columns">Columns.</param>
    /// <param name="lanes">Columns per vector.</param>
    /// <param name="widest">Vectors of a panel at most.</param>
    public static DensePanel[] Even(int columns, int lanes, int widest)
    {
        int vectors = (columns + lanes - 1) / lanes, count = (vectors + widest - 1) / widest;
        return Divide(columns, lanes, count, p => (int)((long)vectors * p / count));
    }

    private static DensePanel[] Divide(int columns, int lanes, int count, Func<int, int> firstVector)
    {
        var panels = new DensePanel[count];
        for (int p = 0; p < count; p++)
        {
            int first = firstVector(p) * lanes, end = p == count - 1 ? columns : firstVector(p + 1) * lanes;
            panels[p] = new DensePanel(first, end - first, (end - first + lanes - 1) / lanes);
        }

        return panels;
    }
}
