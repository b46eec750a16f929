using System.Collections.Immutable;

namespace NnBridge.Runtime.Passes;

/// <summary>Computes nodes whose operands are all constant.</summary>
internal interface IConstantEvaluator
{
    /// <summary>Bytes that the address of <see cref="Evaluate(Node, Memory{byte})"/>'s result must be a multiple of.</summary>
    int Alignment { get; }

    /// <summary>Whether there is a backend that computes a node.</summary>
    bool Evaluates(Node node);

    /// <summary>The results; null when no backend can, or when they would be too large to keep.</summary>
    ImmutableArray<Tensor>? Evaluate(Node node);

    /// <summary>Computes the result of a node with one.</summary>
    /// <param name="node">A node that <see cref="Evaluates"/>.</param>
    /// <param name="result">Receives it.</param>
    void Evaluate(Node node, Memory<byte> result);
}
