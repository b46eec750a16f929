namespace NnBridge.Parsers.Tests.Onnx.Export;

/// <summary>What has no form in ONNX: operators, or single cases of one, each with what the refusal says.</summary>
internal static class UnwrittenCases
{
    private const string Signal = "audio front end";
    private const string Random = "ONNX leaves to the runtime which";
    private const string PowersOfTwo = "powers of two as 8-bit floats";
    private const string Places = "ONNX counts in the whole tensor";

    private const string Packed = "which ONNX does not move this way";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["Bitcast / to narrower"] = "of another size",
        ["Bitwise / ShiftLeft by definition"] = "ONNX shifts unsigned integers",
        ["Cast / to powers of two"] = PowersOfTwo,
        ["Cast / to the nearest power of two"] = PowersOfTwo,
        ["Cast / to the power of two below"] = PowersOfTwo,
        ["Concat / packed"] = Packed,
        ["Gather / packed"] = Packed,
        ["StridedSlice / packed"] = Packed,
        ["Dft / half of the frequencies back to a signal"] = "half of its frequencies",
        ["Dft / half of the frequencies back to a signal of odd length"] = "half of its frequencies",
        ["LinearAttention"] = "one matrix per head",
        ["Lstm / integer gates are normalised"] = "layer normalisation of an integer LSTM",
        ["MaxPoolWithIndices / padding counts in the window"] = Places,
        ["MaxPoolWithIndices / places in the window"] = Places,
        ["MaxUnpool / columns first, two channels"] = Places,
        ["MaxUnpool / overlapping windows with padding"] = Places,
        ["MaxUnpool / places in the window"] = Places,
        ["Multinomial"] = Random,
        ["NonMaxSuppression / one of two overlapping boxes"] = "lowered instead of dropped",
        ["RandomNormal"] = Random,
        ["RandomUniform"] = Random,
        ["ReduceWindow"] = "windows over spatial dimensions",
        ["SignalEnergy"] = Signal,
        ["SignalFftAutoScale"] = Signal,
        ["SignalFilterBank"] = Signal,
        ["SignalFilterBankLog"] = Signal,
        ["SignalFilterBankSpectralSubtraction"] = Signal,
        ["SignalFilterBankSquareRoot"] = Signal,
        ["SignalIrfft"] = Signal,
        ["SignalOverlapAdd"] = Signal,
        ["SignalPcan"] = Signal,
        ["SignalRfft"] = Signal,
        ["SignalWindow"] = Signal,
    };
}
