using System.IO.Enumeration;

namespace NnBridge.Runtime;

/// <summary>Forces nodes onto a backend.</summary>
/// <param name="Nodes">Name of a node or of an operator; <c>*</c> and <c>?</c> stand for any characters.</param>
/// <param name="Backend">Id of the backend.</param>
public sealed record Pin(string Nodes, string Backend)
{
    /// <summary>Whether the pin is about <paramref name="node"/>.</summary>
    public bool Matches(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return FileSystemName.MatchesSimpleExpression(Nodes, node.Name, ignoreCase: false)
            || FileSystemName.MatchesSimpleExpression(Nodes, node.Op.Name, ignoreCase: false);
    }
}
