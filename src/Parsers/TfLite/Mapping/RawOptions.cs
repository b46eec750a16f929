using System.Buffers.Binary;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Options of a custom operator that are the bytes of a C struct of 32-bit numbers.</summary>
/// <param name="operator">The operator.</param>
internal readonly struct RawOptions(TfLiteOperator @operator)
{
    /// <summary>Number of the padding that lets the size of the output be that of the input divided by the stride.</summary>
    private const int Same = 1;
    private const int Valid = 2;

    /// <summary>The field that begins after <paramref name="index"/> others.</summary>
    /// <exception cref="InvalidModelException">The options are shorter.</exception>
    public int Int32(int index)
    {
        ReadOnlySpan<byte> bytes = @operator.CustomOptions.Span;
        int end = (index + 1) * sizeof(int);
        return bytes.Length >= end
            ? BinaryPrimitives.ReadInt32LittleEndian(bytes[(end - sizeof(int))..])
            : throw new InvalidModelException($"{@operator} has {bytes.Length} bytes of options, expected at least {end}");
    }

    /// <summary>A field that is a TfLitePadding.</summary>
    /// <exception cref="InvalidModelException">Another number.</exception>
    public TfLitePadding Padding(int index) => Int32(index) switch
    {
        Same => TfLitePadding.Same,
        Valid => TfLitePadding.Valid,
        int other => throw new InvalidModelException($"{@operator} has padding {other}, expected {Same} (same) or {Valid} (valid)"),
    };

    /// <summary>A field that is a TfLiteFusedActivation.</summary>
    /// <exception cref="InvalidModelException">Another number.</exception>
    public TfLiteActivation Activation(int index) => Int32(index) switch
    {
        0 => TfLiteActivation.None,
        1 => TfLiteActivation.Relu,
        2 => TfLiteActivation.ReluN1To1,
        3 => TfLiteActivation.Relu6,
        int other => throw new InvalidModelException($"{@operator} has activation {other}, expected 0 to 3"),
    };
}
