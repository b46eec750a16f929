using System.Collections.Immutable;
using NnBridge.Ops.Inference;

namespace NnBridge.Ops;

/// <summary>One number made of all elements along some axes.</summary>
/// <remarks>
/// <para>
/// Operands: x <c>[…]</c>; axes, Int32 or Int64, optional: negative ones count from the end, without it all axes are reduced, and an empty
/// list reduces none. Output: x's shape without those axes, or with size 1 there. Any and All take Bool; Max and Min take Bool, too.
/// </para>
/// <para>
/// Float sums run in the order of the elements. Of no elements, Sum is 0, Prod 1, Mean NaN (0 for integers), Max and Min the ends of the
/// type's range (infinities for floats).
/// </para>
/// <para>
/// Quantized Int8, UInt8 and Int16: Max and Min compare stored integers, output quantization is the input's. Sum and Mean:
/// <c>zo + requantize(sum(q) - n * zi)</c> with the multiplier scale_i / scale_o; for Mean the Q31 multiplier is itself shifted left by
/// log2(n) and divided by n, truncating. Prod rescales after every factor by scale_i / scale_o^(1/n).
/// </para>
/// Sources: TFLite SUM, MEAN, REDUCE_MAX, REDUCE_MIN, REDUCE_PROD, REDUCE_ANY, REDUCE_ALL; ONNX Reduce*-18; TF Sum, Mean, …; Caffe Reduction.
/// </remarks>
/// <param name="Kind">The function.</param>
public sealed record Reduce(ReduceKind Kind) : Op
{
    /// <summary>Whether reduced axes stay with size 1. Default false.</summary>
    public bool KeepDims { get; init; }

    /// <summary>How integers are rescaled.</summary>
    public Requantization Requantization { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => new(1, 2);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo x = context[0];
        if (Kind is ReduceKind.Any or ReduceKind.All) context.RequireType(0, ElementType.Bool);
        else InferenceContext.Require(x.Type != ElementType.Bool || Kind is ReduceKind.Max or ReduceKind.Min, $"operand 0 is {x}, expected numbers");
        if (x.Quantization is not null && Kind is ReduceKind.Sum or ReduceKind.Mean or ReduceKind.Prod)
            InferenceContext.Require(context.OutputQuantization(0) is not null, $"operand 0 is {x}, but the output is not quantized");
        if (context.Optional(1) is not null) VectorOperand.Count(context, 1);
        return InferenceContext.One(x.Type, ReducedShape.Of(context, x.Shape, 1, KeepDims));
    }
}
