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
        var blocks = new List<DenseBlock>();
        if (units > limit)
        {
            int parts = (units + limit - 1) / limit;
            for (int tap = 0; tap < taps; tap++)
                for (int p = 0; p < parts; p++)
                {
                    int from = (int)((long)units * p / parts), to = (int)((long)units * (p + 1) / parts);
                    blocks.Add(new DenseBlock(tap, 1, from, to - from));
                }
        }
        else
        {
            int together = Math.Max(1, limit / units);
            for (int tap = 0; tap < taps; tap += together) blocks.Add(new DenseBlock(tap, Math.Min(together, taps - tap), 0, units));
        }

        return [.. blocks];
    }
}
