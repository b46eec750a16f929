using System.Collections.Immutable;

namespace NnBridge.Bench.Growth;

/// <summary>A network of one size, measured.</summary>
/// <param name="Size">Layers or branches.</param>
/// <param name="Nodes">Nodes in the file.</param>
/// <param name="LoadMs">Milliseconds of processor time to read the file.</param>
/// <param name="CompileMs">Milliseconds of processor time to compile it.</param>
/// <param name="Stages">Elapsed milliseconds of each stage of compiling, by name.</param>
internal sealed record GrowthPoint(int Size, int Nodes, double LoadMs, double CompileMs, ImmutableDictionary<string, double> Stages)
{
    /// <summary>Microseconds for each node, reading and compiling.</summary>
    public double MicrosecondsPerNode => (LoadMs + CompileMs) * 1000 / Nodes;
}
