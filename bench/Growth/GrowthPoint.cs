using System.Collections.Immutable;

namespace NnBridge.Bench.Growth;

/// <summary>A network of one size, measured.</summary>
/// <param name="Size">Layers or branches.</param>
/// <param name="Nodes">Nodes in the file.</param>
/// <param name="LoadMs">Milliseconds of processor time to read the file, without garbage collection.</param>
/// <param name="CompileMs">Milliseconds of processor time to compile it, without garbage collection.</param>
/// <param name="CollectMs">Milliseconds of garbage collection meanwhile.</param>
/// <param name="Stages">Elapsed milliseconds of each stage of compiling, by name.</param>
internal sealed record GrowthPoint(int Size, int Nodes, double LoadMs, double CompileMs, double CollectMs, ImmutableDictionary<string, double> Stages)
{
    /// <summary>Milliseconds to read and compile the network.</summary>
    public double TotalMs => LoadMs + CompileMs + CollectMs;

    /// <summary>Microseconds for each node.</summary>
    public double MicrosecondsPerNode => TotalMs * 1000 / Nodes;
}
