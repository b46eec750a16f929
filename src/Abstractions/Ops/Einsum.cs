using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Sums of products, after Einstein's convention: equal letters run together, letters that the result lacks are summed over.</summary>
/// <remarks>
/// Operands: tensors of one number type, one per term of the equation, for instance <c>bij,bjk-&gt;bik</c>. Each letter is an axis, <c>...</c> stands for any
/// number of leading ones, which are broadcast. Without <c>-&gt;</c> the result has the dots' axes and the letters that occur once, in alphabetical order.
/// Sources: ONNX Einsum-12, TF Einsum.
/// </remarks>
/// <param name="Equation">The equation; spaces do not count.</param>
public sealed record Einsum(string Equation) : Op
{
    /// <inheritdoc/>
    public override Arity Inputs => Arity.AtLeast(1);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo first = context[0];
        InferenceContext.Require(first.Type.IsFloat() || first.Type.IsInteger(), $"operand 0 is {first}, expected numbers");
        var ranks = new int[context.Count];
        for (int i = 0; i < ranks.Length; i++)
        {
            context.RequireSameType(0, i);
            ranks[i] = context[i].Shape.IsRanked ? context[i].Shape.Rank : -1;
        }

        if (!context.IsRanked) return InferenceContext.One(first.Type, Shape.Unranked);
        EinsumAxes axes = EinsumAxes.Of(Equation, ranks);
        var sizes = new Dimension[axes.Count];
        for (int i = 0; i < ranks.Length; i++)
            for (int a = 0; a < ranks[i]; a++)
            {
                ref Dimension size = ref sizes[axes.Operands[i][a]];
                Dimension own = context[i].Shape.Dimensions[a];
                if (own.Size == 1 && size.IsKnown) continue;
                size = size.Size == 1 ? own : Inference.Sizes.Same(size, own, $"size of axis {a} of operand {i}");
            }

        var dimensions = new Dimension[axes.Output.Count];
        for (int i = 0; i < dimensions.Length; i++) dimensions[i] = sizes[axes.Output[i]];
        return InferenceContext.One(first.Type, Shape.Create(dimensions));
    }
}
