using NnBridge.Bench.Contenders;
using NnBridge.Bench.Measuring;

namespace NnBridge.Bench.Reports;

/// <summary>One model, measured.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Precision">How float products were computed, or <c>int8</c>.</param>
/// <param name="Threads">Threads of one run.</param>
internal sealed record ComparisonRow(string Model, string Precision, int Threads)
{
    /// <summary>Times: first ONNX Runtime, second NnBridge. Null when there is a <see cref="Problem"/>.</summary>
    public Duel? Duel { get; init; }

    /// <summary>How far the outputs are apart.</summary>
    public Agreement? Agreement { get; init; }

    /// <summary>Whether the outputs are as close as they must be.</summary>
    public bool Agrees { get; init; }

    /// <summary>Backends that run nodes, with their number.</summary>
    public string Placement { get; init; } = "";

    /// <summary>ONNX Runtime in a fresh process; null when not measured.</summary>
    public ColdStart? OrtCold { get; init; }

    /// <summary>NnBridge in a fresh process; null when not measured.</summary>
    public ColdStart? OursCold { get; init; }

    /// <summary>Why there is nothing to compare; null when there is.</summary>
    public string? Problem { get; init; }
}
