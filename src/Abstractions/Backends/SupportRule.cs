using System.Runtime.CompilerServices;
using NnBridge.Ops;

namespace NnBridge;

/// <summary>Something that a backend requires of a node, and what it says when that does not hold; the text is put together only then.</summary>
public readonly record struct SupportRule
{
    /// <summary>A rule with a fixed text.</summary>
    /// <param name="holds">Whether the rule holds.</param>
    /// <param name="otherwise">What was found and what is expected, without the node's name.</param>
    public SupportRule(bool holds, string otherwise) => Broken = holds ? null : otherwise;

    /// <summary>A rule with a text of parts.</summary>
    /// <param name="holds">Whether the rule holds.</param>
    /// <param name="otherwise">What was found and what is expected, without the node's name.</param>
    public SupportRule(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref ProblemText otherwise) => Broken = holds ? null : otherwise.ToString();

    /// <summary>The text when the rule does not hold, null when it does.</summary>
    public string? Broken { get; }
}
