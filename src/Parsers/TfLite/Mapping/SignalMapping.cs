using NnBridge.Ops;
using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Custom operators of the audio front end of TensorFlow Lite Micro that see one frame at a time.</summary>
internal static class SignalMapping
{
    public static IReadOnlyDictionary<string, OperatorMapping> Customs { get; } = new Dictionary<string, OperatorMapping>
    {
        ["SignalWindow"] = context => Emit(context, new SignalWindow(context.Operator.CustomMap().Int32("shift")), 2),
        ["SignalFftAutoScale"] = context => Emit(context, new SignalFftAutoScale(), 1),
        ["SignalRfft"] = context => Emit(context, new SignalRfft(context.Operator.CustomMap().Int32("fft_length")), 1),
        ["SignalIrfft"] = context => Emit(context, new SignalIrfft(context.Operator.CustomMap().Int32("fft_length")), 1),
        ["SignalEnergy"] = Energy,
        ["SignalFilterBank"] = context => Emit(context, new SignalFilterBank(context.Operator.CustomMap().Int32("num_channels")), 6),
        ["SignalFilterBankSquareRoot"] = context => Emit(context, new SignalFilterBankSquareRoot(), 2),
        ["SignalFilterBankSpectralSubtraction"] = SpectralSubtraction,
        ["SignalFilterBankLog"] = Log,
        ["SignalPCAN"] = context => Emit(context, new SignalPcan(context.Operator.CustomMap().Int32("snr_shift")), 3),
    };

    private static void Energy(MappingContext context)
    {
        FlexMap o = context.Operator.CustomMap();
        Emit(context, new SignalEnergy(o.Int32("start_index"), o.Int32("end_index")), 1);
    }

    private static void Log(MappingContext context)
    {
        FlexMap o = context.Operator.CustomMap();
        Emit(context, new SignalFilterBankLog(o.Int32("output_scale"), o.Int32("input_correction_bits")), 1);
    }

    /// <summary>The noise is both a result and what the next run starts from.</summary>
    private static void SpectralSubtraction(MappingContext context)
    {
        FlexMap o = context.Operator.CustomMap();
        uint Fraction(string key) => unchecked((uint)o.Int32(key));
        var op = new SignalFilterBankSpectralSubtraction(Fraction("smoothing"), Fraction("one_minus_smoothing"), Fraction("alternate_smoothing"),
            Fraction("alternate_one_minus_smoothing"), Fraction("min_signal_remaining"), o.Int32("smoothing_bits"), o.Int32("spectral_subtraction_bits"))
        {
            Clamping = o.Bool("clamping"),
        };
        Value x = context.Input(0), noise = context.State("noise", x.Info);
        var results = context.EmitMany(op, [x, noise], context.OutputCount);
        context.Builder.State(noise, results[1]);
    }

    private static void Emit(MappingContext context, Op op, int operands) => context.Emit(op, [.. Enumerable.Range(0, operands).Select(context.Input)]);
}
