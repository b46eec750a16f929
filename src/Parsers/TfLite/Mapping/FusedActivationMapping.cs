using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Activations fused to operators.</summary>
internal static class FusedActivationMapping
{
    public static Activation ToOp(this TfLiteActivation activation) => activation switch
    {
        TfLiteActivation.None => Activation.None,
        TfLiteActivation.Relu => Activation.Relu,
        TfLiteActivation.ReluN1To1 => Activation.ReluN1To1,
        TfLiteActivation.Relu6 => Activation.Relu6,
        TfLiteActivation.Tanh => Activation.Tanh,
        TfLiteActivation.SignBit => Activation.SignBit,
    };

    public static Padding ToOp(this TfLitePadding padding) => padding == TfLitePadding.Same ? Padding.SameUpper : Padding.Valid;
}
