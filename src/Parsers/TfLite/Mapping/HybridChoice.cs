using NnBridge.Ops;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>How float activations are quantized for integer weights where the format has an option for it.</summary>
internal static class HybridChoice
{
    public static bool Is(Value x, Value weights) => x.Info.Type == ElementType.Float32 && weights.Info.Type.IsInteger();

    public static HybridQuantization Of(Value x, Value weights, bool asymmetric) =>
        !Is(x, weights) ? HybridQuantization.None : asymmetric ? HybridQuantization.Asymmetric : HybridQuantization.Symmetric;
}
