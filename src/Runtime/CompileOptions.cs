using System.Collections.Immutable;

namespace NnBridge.Runtime;

/// <summary>How to compile a network.</summary>
public sealed record CompileOptions
{
    /// <summary>Ids of backends, best first; empty takes all by priority.</summary>
    public ValueList<string> Backends { get; init; } = [];

    /// <summary>Nodes that must run on a backend; the first pin that matches counts.</summary>
    public ImmutableArray<Pin> Pins { get; init; } = [];

    /// <summary>What to do when a node does not run on the first backend.</summary>
    public Fallback Fallback { get; init; }

    /// <summary>Inputs that sessions feed from outputs.</summary>
    public ImmutableArray<StateLink> States { get; init; } = [];

    /// <summary>Whether passes rewrite the network; without, nodes run as the model states them.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>Threads that one run may use.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How exactly float products must be computed. Default <see cref="Precision.High"/>.</summary>
    public Precision Precision { get; init; } = Precision.High;

    /// <summary>Folder for compiled code, or null when nothing may be stored.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Different sets of input shapes to keep compiled code for.</summary>
    public int SpecializationCacheSize { get; init; } = 32;
}
