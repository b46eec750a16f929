using System.Collections.Immutable;

namespace NnBridge.Parsers.Onnx;

/// <summary>Operators of a domain that the parser does not know by itself, as an optional part of it.</summary>
/// <remarks>
/// Unlike an <see cref="ICustomOperator"/>, which a backend runs as a whole, such an operator is written out in operators of the network
/// description while a model is read, so that every backend can run it. Source: operator sets of ONNX besides its own.
/// </remarks>
public interface IOnnxOperators
{
    /// <summary>The domain.</summary>
    string Domain { get; }

    /// <summary>The operators of the domain, mapped or not.</summary>
    ImmutableArray<FormatOperator> Operators { get; }

    /// <summary>Adds what the node means to the network, and states its results.</summary>
    /// <param name="node">A node of one of the supported <see cref="Operators"/>.</param>
    /// <exception cref="InvalidNetworkException">Operands or attributes do not fit; without the node's name, which the parser adds.</exception>
    void Map(OnnxNode node);
}
