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

    /// <summary>Operator sets to choose from: each brought something that networks may need, and fewer runtimes.</summary>
    private static readonly ImmutableArray<int> Preferred = [20, 21, 23, 24, MaxOpset];

    /// <summary>Version of ONNX's operator set that the model asks for; null takes the lowest from 20 on that has all that the network needs.</summary>
    public int? Opset { get; init; }

    /// <summary>
    /// Whether integer results are rounded as the network says where ONNX rounds differently (twice, or halves away from zero). Runtimes no longer
    /// recognise these as quantized operators and compute them in floats. Default false: results may differ by a step.
    /// </summary>
    public bool ExactRounding { get; init; }

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
        ArgumentOutOfRangeException.ThrowIfLessThan(Opset ?? MinOpset, MinOpset, nameof(Opset));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Opset ?? MaxOpset, MaxOpset, nameof(Opset));
        ModelWriter writer = Write(network);
        if (writer.Unsupported.Count > 0)
            throw new UnsupportedOperatorException($"{network.Name} as ONNX of operator set {writer.Opset}", [.. writer.Unsupported]);
        if (writer.ConstantBytes > MaxBytes - GraphBytes)
            throw new InvalidNetworkException($"{network.Name} has {writer.ConstantBytes} bytes of constants, an ONNX file holds up to {MaxBytes - GraphBytes}");
        writer.Model.WriteTo(target);
    }

    /// <summary>Writes with the first operator set that has everything, or else the last, whose problems are the ones that remain.</summary>
    private ModelWriter Write(Network network)
    {
        ImmutableArray<int> opsets = Opset is { } stated ? [stated] : Preferred;
        foreach (int opset in opsets)
        {
            var writer = new ModelWriter(opset, ExactRounding);
            writer.Write(network);
            if (writer.Unsupported.Count == 0 || opset == opsets[^1]) return writer;
        }

        throw new InvalidOperationException("there is no operator set to choose from");
    }
}
