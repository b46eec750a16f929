using System.Collections.Immutable;
using Google.Protobuf;
using NnBridge.Parsers.Onnx.Export;
using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx;

/// <summary>Writes any network as an ONNX model that other runtimes load: standard operators only, weights inside.</summary>
/// <remarks>
/// The network is written as it is described, channels last between operators, with transpositions around those that ONNX has channels first. A
/// quantized tensor stays one of integers; operators on it work on DequantizeLinear of it and are followed by QuantizeLinear. Operators
/// without a counterpart are written out in several. State becomes inputs <c>NAME_state_in</c> and outputs <c>NAME_state_out</c>.
/// <c>docs/export.md</c> has the details. Thread-safe.
/// </remarks>
public sealed class OnnxExporter
{
    /// <summary>Lowest operator set that can be written.</summary>
    public const int MinOpset = 18;

    /// <summary>Highest operator set that can be written.</summary>
    public const int MaxOpset = 26;

    /// <summary>Largest file that the format allows, 2 GB.</summary>
    private const long MaxBytes = int.MaxValue;

    /// <summary>What the model's graph without its constants may take at most; leaves room below <see cref="MaxBytes"/>.</summary>
    private const long GraphBytes = 1 << 26;

    /// <summary>Version of ONNX's operator set that the model asks for. Default 21: the first with 4- and 16-bit integers and blocks.</summary>
    public int Opset { get; init; } = 21;

    /// <summary>Writes a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="target">Receives the model, front to back; nothing is written when an exception is thrown for what the network holds.</param>
    /// <exception cref="UnsupportedOperatorException">Nodes that have no form in ONNX; lists all of them.</exception>
    /// <exception cref="InvalidNetworkException">The constants are larger than the format's 2 GB.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Opset"/> is outside of what can be written.</exception>
    public void Export(Network network, Stream target)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfLessThan(Opset, MinOpset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Opset, MaxOpset);
        ModelProto model = new ModelWriter(Opset).Write(network, out long constantBytes, out ImmutableArray<UnsupportedOperator> unsupported);
        if (!unsupported.IsEmpty) throw new UnsupportedOperatorException($"{network.Name} as ONNX of operator set {Opset}", unsupported);
        if (constantBytes > MaxBytes - GraphBytes)
            throw new InvalidNetworkException($"{network.Name} has {constantBytes} bytes of constants, an ONNX file holds up to {MaxBytes - GraphBytes}");
        model.WriteTo(target);
    }
}
