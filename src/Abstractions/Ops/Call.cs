using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Runs a network once. The runtime runs it; no backend does. Sources: TFLite CALL, functions of ONNX and TF.</summary>
/// <param name="Body">The network; operands are its inputs, results its outputs.</param>
public sealed record Call(Network Body) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.AtLeast(0);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        NestedInference.RequireInputs(context, Body, 0);
        return [.. Body.Outputs.Select(o => o.Info with { Quantization = null })];
    }
}
