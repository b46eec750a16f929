namespace NnBridge;

/// <summary>An operator of a model format, and whether the parser maps it.</summary>
/// <param name="Domain">Vocabulary it belongs to, for instance <c>ai.onnx</c> or <c>builtin</c>.</param>
/// <param name="Name">Name in that vocabulary.</param>
/// <param name="Support">Yes when nodes of it become part of a network; single nodes may still be refused for their types or attributes.</param>
public sealed record FormatOperator(string Domain, string Name, Support Support);
