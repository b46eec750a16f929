namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Turns one operator of the file into nodes of the network.</summary>
/// <exception cref="InvalidNetworkException">Operands or options do not fit; without the node's name, which the caller adds.</exception>
internal delegate void OperatorMapping(MappingContext context);
