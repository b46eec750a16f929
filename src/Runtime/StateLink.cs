namespace NnBridge.Runtime;

/// <summary>Makes an input of the model a state: it starts as zeros, or as the caller sets it, and is fed from an output after every run.</summary>
/// <param name="Output">Name of the output of one run.</param>
/// <param name="Input">Name of the input of the next.</param>
public sealed record StateLink(string Output, string Input);
