namespace NnBridge.Bench.Tiers;

/// <summary>How a case ended in one tier.</summary>
/// <param name="Name">The case.</param>
/// <param name="IsModel">A model with expected results; otherwise a case of an operator on one backend.</param>
/// <param name="Status">As <see cref="Cli.Golden.CaseResult"/> has it.</param>
/// <param name="Reason">Why not passed; null when passed.</param>
/// <param name="Bits">A hash of all outputs; null for cases of operators, and where nothing ran.</param>
/// <param name="IsExact">Whether nothing but integers is computed, so that all tiers must yield the same bits.</param>
internal sealed record TierCase(string Name, bool IsModel, string Status, string? Reason, string? Bits, bool IsExact);
