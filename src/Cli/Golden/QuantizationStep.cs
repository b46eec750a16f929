using NnBridge.Ops;

namespace NnBridge.Cli.Golden;

/// <summary>Finds the quantization behind an output of real numbers.</summary>
internal static class QuantizationStep
{
    /// <summary>The scale of what was dequantized and then only moved; 1 when nothing was.</summary>
    public static double Of(Value output)
    {
        while (output.Producer is { Op: not Dequantize } producer && producer.Inputs.Length > 0 && producer.Inputs[0] is { } source
            && source.Info.Type == output.Info.Type) output = source;
        return output.Producer is { Op: Dequantize } dequantize && dequantize.Input(0).Info.Quantization is { IsPerTensor: true } q ? q.Scale : 1;
    }
}
