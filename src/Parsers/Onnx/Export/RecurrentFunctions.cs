using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Functions of recurrent layers.</summary>
internal static class RecurrentFunctions
{
    /// <summary>The attributes that name functions; none when a function has no name in ONNX.</summary>
    /// <exception cref="UnwritableException">A function has no name.</exception>
    public static (string, object)[] Attributes(params ReadOnlySpan<(Unary? Function, Activation Activation)> functions)
    {
        List<string> names = [];
        List<float> alphas = [], betas = [];
        foreach ((Unary? function, Activation activation) in functions)
        {
            names.Add(Name(function, activation) ?? throw new UnwritableException($"function {(object?)function ?? activation}, which ONNX's recurrent layers do not have"));
            if (function is null)
            {
                // A leaky rectifier that leaks everything changes nothing.
                if (activation == Activation.None) alphas.Add(1);
                continue;
            }

            if (function.Kind is UnaryKind.Elu or UnaryKind.LeakyRelu or UnaryKind.ThresholdedRelu or UnaryKind.HardSigmoid) alphas.Add(function.Alpha);
            if (function.Kind is UnaryKind.HardSigmoid) betas.Add(function.Beta);
        }

        List<(string, object)> attributes = [("activations", names.ToArray())];
        if (alphas.Count > 0) attributes.Add(("activation_alpha", alphas));
        if (betas.Count > 0) attributes.Add(("activation_beta", betas));
        return [.. attributes];
    }

    /// <summary>Whether ONNX's recurrent layers have a function.</summary>
    public static bool HasName(Unary? function, Activation activation) => Name(function, activation) is not null;

    /// <summary>Applies a function to limited numbers.</summary>
    public static string Apply(NodeWriter w, Unary? function, Activation activation, string x, float clip)
    {
        if (clip > 0) x = Functions.Clip(w, x, ElementType.Float32, -clip, clip);
        return function is null ? Functions.Activated(w, x, activation, ElementType.Float32) : Functions.Apply(w, function, x, ElementType.Float32);
    }

    private static string? Name(Unary? function, Activation activation) => function?.Kind switch
    {
        null => activation switch
        {
            Activation.Sigmoid => "Sigmoid",
            Activation.Tanh => "Tanh",
            Activation.Relu => "Relu",
            Activation.None => "LeakyRelu",
            _ => null,
        },
        UnaryKind.Sigmoid or UnaryKind.Tanh or UnaryKind.Relu or UnaryKind.Softsign or UnaryKind.Softplus or UnaryKind.Elu or UnaryKind.LeakyRelu
            or UnaryKind.ThresholdedRelu or UnaryKind.HardSigmoid => function.Kind.ToString(),
        _ => null,
    };
}
