using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Writes attention as products of matrices around a softmax.</summary>
internal sealed class AttentionWriter(NodeWriter w, Attention op)
{
    private const int Queries = 0, Keys = 1, Values = 2, Mask = 3, Offset = 4, Lengths = 5;

    private readonly ElementType _type = w.Info(Queries).Type;

    public void Write()
    {
        string keys = Shared(w.Stored(Keys), Keys), values = Shared(w.Stored(Values), Values);
        double scale = op.Scale ?? (1 / Math.Sqrt(w.Size(Queries, 3)));
        string scores = w.Emit("Mul", [w.Emit("MatMul", [w.Stored(Queries), w.Transposed(keys, 0, 1, 3, 2)]), w.Scalar(_type, scale)]);
        string shown = scores;
        if (op.SoftCap != 0) scores = w.Emit("Mul", [w.Emit("Tanh", [w.Emit("Div", [scores, w.Scalar(_type, op.SoftCap)])]), w.Scalar(_type, op.SoftCap)]);
        if (op.Scores == AttentionScores.Capped) shown = scores;
        scores = Masked(scores, keys);
        if (op.Scores == AttentionScores.Masked) shown = scores;
        string weights = w.Emit("Softmax", [scores], ("axis", -1));
        // A query that sees nothing would yield 0 / 0.
        string zero = w.Scalar(_type, 0);
        if (CanHideAll) weights = w.Emit("Where", [w.Emit("IsNaN", [weights]), zero, weights]);
        if (op.Scores == AttentionScores.Weights) shown = weights;
        string y = w.Emit("MatMul", [weights, values]);
        w.Result(0, CanHideAll ? w.Emit("Where", [w.Emit("Greater", [w.Emit("ReduceMax", [weights, w.Int64s("axes", -1)]), zero]), y, zero]) : y);
        if (op.Scores != AttentionScores.None) w.Result(1, shown);
    }

    private bool CanHideAll => w.Node.HasInput(Mask) || w.Node.HasInput(Lengths) || w.Node.HasInput(Offset) || op.IsCausal || op.LeftWindow >= 0 || op.RightWindow >= 0;

    /// <summary>Keys and values for every head: groups of heads share theirs.</summary>
    private string Shared(string tensor, int operand)
    {
        int heads = w.Size(Queries, 1), groups = w.Size(operand, 1);
        if (heads == groups) return tensor;
        string copies = w.Emit("Expand", [w.Unsqueezed(tensor, 2), w.Int64s("copies", 1, 1, heads / groups, 1, 1)]);
        return w.Reshaped(copies, 0, heads, -1, w.Size(operand, 3));
    }

    private string Masked(string scores, string keys)
    {
        string hidden = w.Scalar(_type, double.NegativeInfinity);
        if (w.Node.HasInput(Mask)) scores = WithMask(scores, keys, hidden);
        string keyPlaces = Places(w.Emit("Shape", [keys], ("start", 2), ("end", 3)));
        if (w.Node.HasInput(Lengths)) scores = Hidden(scores, w.Emit("Less", [keyPlaces, w.Reshaped(w.Int64(Lengths), -1, 1, 1, 1)]), hidden);
        int left = op.LeftWindow, right = op.IsCausal ? 0 : op.RightWindow;
        if (left < 0 && right < 0) return scores;
        string places = w.Unsqueezed(Places(w.Emit("Shape", [w.Stored(Queries)], ("start", 2), ("end", 3))), 1);
        if (w.Node.HasInput(Offset)) places = w.Emit("Add", [places, w.Reshaped(w.Int64(Offset), -1, 1, 1, 1)]);
        if (right >= 0) scores = Hidden(scores, w.Emit("LessOrEqual", [keyPlaces, Plus(places, right)]), hidden);
        if (left >= 0) scores = Hidden(scores, w.Emit("GreaterOrEqual", [keyPlaces, Plus(places, -left)]), hidden);
        return scores;
    }

    private string Plus(string places, long number) => number == 0 ? places : w.Emit("Add", [places, w.Scalar(ElementType.Int64, number)]);

    private string Hidden(string scores, string isSeen, string hidden) => w.Emit("Where", [isSeen, scores, hidden]);

    private string Places(string count) => w.Emit("Range", [w.Scalar(ElementType.Int64, 0), w.AsScalar(count, [1]), w.Scalar(ElementType.Int64, 1)]);

    private string WithMask(string scores, string keys, string hidden)
    {
        string mask = w.Stored(Mask);
        bool logical = w.Info(Mask).Type == ElementType.Bool;
        Shape shape = w.Info(Mask).Shape;
        Dimension seen = shape.Dimensions[w.Rank(Mask) - 1], all = w.Info(Keys).Shape.Dimensions[2];
        // Keys behind the end of the mask are not seen.
        if (seen != all || seen is { IsKnown: false, Name: null })
        {
            string missing = w.Emit("Sub", [w.Emit("Shape", [keys], ("start", 2), ("end", 3)), w.Emit("Shape", [mask], ("start", -1))]);
            string lack = w.Emit("Max", [missing, w.Int64s("none", 0)]);
            string rest = w.Emit("Expand", [logical ? w.Scalar(ElementType.Bool, 0) : hidden,
                shape.Rank == 1 ? lack : w.Emit("Concat", [w.Emit("Shape", [mask], ("end", -1)), lack], ("axis", 0))]);
            mask = w.Emit("Concat", [mask, rest], ("axis", -1));
        }

        return logical ? Hidden(scores, mask, hidden) : w.Emit("Add", [scores, mask]);
    }
}
