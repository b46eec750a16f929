using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Runs a network again and again. The runtime runs it; no backend does.</summary>
/// <remarks>
/// Operands: the first values of the loop. While <paramref name="Condition"/> yields true for the values, <paramref name="Body"/> replaces
/// them. Results: the last values. Dimensions that the body changes are unknown. Sources: TFLite WHILE, ONNX Loop, TF While.
/// </remarks>
/// <param name="Condition">From the values to one Bool.</param>
/// <param name="Body">From the values to as many values of the same types.</param>
public sealed record While(Network Condition, Network Body) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.AtLeast(0);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        NestedInference.RequireInputs(context, Condition, 0);
        NestedInference.RequireInputs(context, Body, 0);
        InferenceContext.Require(Condition.Outputs.Length == 1 && Condition.Outputs[0].Info.Type == ElementType.Bool,
            $"the condition yields {string.Join(", ", Condition.Outputs.Select(o => o.Info))}, expected one Bool");
        InferenceContext.Require(Body.Outputs.Length == context.Count, $"the body yields {Body.Outputs.Length} values, expected {context.Count}");
        var results = ImmutableArray.CreateBuilder<TensorInfo>(context.Count);
        for (int i = 0; i < context.Count; i++)
        {
            TensorInfo next = Body.Outputs[i].Info;
            InferenceContext.Require(next.Type == context[i].Type, $"the body yields {next.Type} for value {i}, expected {context[i].Type}");
            results.Add(new TensorInfo(next.Type, context[i].Shape.Merge(next.Shape)));
        }

        return results.MoveToImmutable();
    }
}
