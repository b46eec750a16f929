using System.Collections.Immutable;
using System.Globalization;

namespace NnBridge.Cli.Golden;

/// <summary>A model with inputs and the outputs an independent engine gave for them.</summary>
/// <param name="Name">Model and case, for instance <c>vad_micro/sequence</c>.</param>
/// <param name="Model">Path of the model file.</param>
/// <param name="Inputs">What to feed; in a sequence stacked along axis 0, one run per index.</param>
/// <param name="Outputs">What to expect; stacked likewise.</param>
/// <param name="Tolerance">How close.</param>
/// <param name="IsSequence">Whether the session runs once per index of axis 0 and keeps its state in between.</param>
/// <param name="Fixed">Sequences only: inputs that are the same in every step.</param>
/// <param name="InitialState">Sequences only: first values of the inputs that are fed back.</param>
/// <param name="State">Sequences only: output (name or index) that becomes input (name or index) of the next step.</param>
internal sealed record GoldenCase(string Name, string Model, ImmutableArray<GoldenTensor> Inputs, ImmutableArray<GoldenTensor> Outputs,
    GoldenTolerance Tolerance, bool IsSequence, ImmutableArray<GoldenTensor> Fixed, ImmutableArray<GoldenTensor> InitialState,
    ImmutableArray<KeyValuePair<string, string>> State)
{
    /// <summary>The name that a text means: itself, or that of the number it is.</summary>
    public static string NameOf(string nameOrIndex, IReadOnlyList<string> names) =>
        int.TryParse(nameOrIndex, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < names.Count ? names[index] : nameOrIndex;
}
