namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Part of the sum that every element of a product is: its weights, for one panel, stay in the second-level cache.</summary>
/// <param name="Tap">First tap.</param>
/// <param name="Taps">Number of taps.</param>
/// <param name="Unit">First unit of each tap.</param>
/// <param name="Units">Units of each tap.</param>
internal readonly record struct DenseBlock(int Tap, int Taps, int Unit, int Units)
{
    /// <summary>Divides a sum of taps and units so that no part has more than <paramref name="limit"/> products, if it has more than one unit.</summary>
    public static DenseBlock[] Divide(int taps, int units, int limit)
    {
        if (units > limit)
        {
            int parts = (units + limit - 1) / limit;
            var pieces = new DenseBlock[taps * parts];
            for (int i = 0; i < pieces.Length; i++)
            {
                int from = (int)((long)units * (i % parts) / parts), to = (int)((long)units * ((i % parts) + 1) / parts);
                pieces[i] = new DenseBlock(i / parts, 1, from, to - from);
            }

            return pieces;
        }

        int together = Math.Max(1, limit / units);
        var blocks = new DenseBlock[taps == 0 ? 0 : ((taps - 1) / together) + 1];
        for (int i = 0; i < blocks.Length; i++) blocks[i] = new DenseBlock(i * together, Math.Min(together, taps - (i * together)), 0, units);
        return blocks;
    }
}
