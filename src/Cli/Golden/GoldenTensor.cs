namespace NnBridge.Cli.Golden;

/// <summary>One tensor of a golden case.</summary>
/// <param name="Name">Name in the model.</param>
/// <param name="Index">Position among the model's inputs or outputs.</param>
/// <param name="Path">The .npy file.</param>
/// <param name="Scale">Quantization scale that the case states, if any.</param>
internal sealed record GoldenTensor(string Name, int Index, string Path, double? Scale);
