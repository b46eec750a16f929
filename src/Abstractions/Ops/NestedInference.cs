namespace NnBridge.Ops;

/// <summary>Checks that control-flow operators share.</summary>
internal static class NestedInference
{
    /// <summary>Requires operands from <paramref name="first"/> on to fit the inputs of <paramref name="network"/>.</summary>
    /// <exception cref="InvalidNetworkException">Number, type or shape differ.</exception>
    public static void RequireInputs(InferenceContext context, Network network, int first)
    {
        InferenceContext.Require(network.Inputs.Length == context.Count - first,
            $"network '{network.Name}' has {network.Inputs.Length} inputs, {context.Count - first} operands are given");
        for (int i = 0; i < network.Inputs.Length; i++)
        {
            TensorInfo expected = network.Inputs[i].Info, found = context[i + first];
            InferenceContext.Require(found.Type == expected.Type && found.Shape.IsCompatibleWith(expected.Shape),
                $"operand {i + first} is {found}, input {i} of network '{network.Name}' is {expected}");
        }
    }
}
