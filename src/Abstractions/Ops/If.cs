using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Runs one of two networks. The runtime runs it; no backend does.</summary>
/// <remarks>
/// Operands: a condition (one Bool), then the inputs that both networks have. Results: the outputs of the network that ran; both have as
/// many, of the same types. Sources: TFLite IF, ONNX If, TF If.
/// </remarks>
/// <param name="Then">Runs when the condition is true.</param>
/// <param name="Else">Runs when it is false.</param>
public sealed record If(Network Then, Network Else) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.AtLeast(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        context.RequireType(0, ElementType.Bool);
        NestedInference.RequireInputs(context, Then, 1);
        NestedInference.RequireInputs(context, Else, 1);
        InferenceContext.Require(Then.Outputs.Length == Else.Outputs.Length,
            $"branches have {Then.Outputs.Length} and {Else.Outputs.Length} outputs, expected the same number");
        var results = ImmutableArray.CreateBuilder<TensorInfo>(Then.Outputs.Length);
        for (int i = 0; i < Then.Outputs.Length; i++)
        {
            TensorInfo a = Then.Outputs[i].Info, b = Else.Outputs[i].Info;
            InferenceContext.Require(a.Type == b.Type, $"output {i} of the branches is {a.Type} and {b.Type}, expected one type");
            results.Add(new TensorInfo(a.Type, a.Shape.Merge(b.Shape)));
        }

        return results.MoveToImmutable();
    }
}
