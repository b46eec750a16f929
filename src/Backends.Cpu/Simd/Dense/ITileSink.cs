namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Takes the sums of finished tiles.</summary>
internal unsafe interface ITileSink
{
    /// <summary>Whether <see cref="TileJob.RowSums"/> is needed.</summary>
    bool NeedsRowSums { get; }

    /// <summary>Says where the sums of a tile go: into the result at once, or into <paramref name="spare"/>.</summary>
    /// <param name="job">Receives the place; <see cref="TileJob.SumStride"/> is that of <paramref name="spare"/> and stays so where that is used.</param>
    /// <param name="spare">Memory for two tiles.</param>
    /// <param name="place">Which tile.</param>
    void Begin(TileJob* job, byte* spare, TilePlace place);

    /// <summary>Called when the sums are there.</summary>
    void End(TileJob* job, TilePlace place);
}
