using System.Numerics;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>Activations fused to float operators.</summary>
internal static class FusedActivation
{
    public static T Apply<T>(Activation activation, T x) where T : IFloatingPointIeee754<T> => activation switch
    {
        Activation.None => x,
        Activation.Relu => T.Max(x, T.Zero),
        Activation.Relu6 => Clamp(x, 0, 6),
        Activation.ReluN1To1 => Clamp(x, -1, 1),
        Activation.Relu0To1 => Clamp(x, 0, 1),
        Activation.Tanh => T.Tanh(x),
        Activation.Sigmoid => T.One / (T.One + T.Exp(-x)),
        Activation.HardSwish => x * Clamp(x + T.CreateChecked(3), 0, 6) / T.CreateChecked(6),
        Activation.Silu => x / (T.One + T.Exp(-x)),
        Activation.SignBit => T.IsNegative(x) ? T.NegativeOne : T.One,
    };

    /// <summary>Applied to x with a limited magnitude; 0 for no limit.</summary>
    public static float Apply(Activation activation, float x, float clip) => Apply(activation, clip > 0 ? Math.Clamp(x, -clip, clip) : x);

    /// <summary>Applied to x with a limited magnitude; a function with parameters takes the place of the activation.</summary>
    public static float Apply(Unary? function, Activation otherwise, float x, float clip) => function is null
        ? Apply(otherwise, x, clip)
        : UnaryFunctions.Apply(function, clip > 0 ? Math.Clamp(x, -clip, clip) : x);

    private static T Clamp<T>(T x, int min, int max) where T : IFloatingPointIeee754<T> =>
        T.Min(T.Max(x, T.CreateChecked(min)), T.CreateChecked(max));
}
