namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Turns one node of the file into nodes of the network.</summary>
/// <exception cref="InvalidNetworkException">Operands or attributes do not fit; without the node's name, which the caller adds.</exception>
/// <exception cref="UnmappedException">The network description cannot express this variant; says why.</exception>
internal delegate void OperatorMapping(MappingContext context);
