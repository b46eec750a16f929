using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Ml;

/// <summary>Probabilities of classes from the comparison of each pair of them, by the iteration of Wu, Lin and Weng that LIBSVM has.</summary>
/// <param name="node">The node.</param>
/// <param name="classes">Number of classes.</param>
/// <param name="a">Platt's factors, one per pair.</param>
/// <param name="b">Platt's summands, one per pair.</param>
internal sealed class PairCoupling(OnnxNode node, int classes, float[] a, float[] b)
{
    private const float Certain = 1e-7f;
    private const int MaxSteps = 100, MaxClasses = 256;

    private readonly float _precision = 0.005f / classes;

    /// <summary>Probabilities <c>[N, classes]</c>.</summary>
    /// <param name="scores">Scores of the pairs <c>[N, pairs]</c>.</param>
    public Value Probabilities(Value scores)
    {
        int pairs = classes * (classes - 1) / 2;
        if (a.Length < pairs || b.Length < pairs) throw new InvalidNetworkException($"attributes 'prob_a' and 'prob_b' have {a.Length} and {b.Length} numbers, expected {pairs}");
        if (classes > MaxClasses) throw OnnxNode.Unsupported($"probabilities of {classes} classes, expected at most {MaxClasses}");
        Value line = node.Binary(BinaryKind.Add, node.Binary(BinaryKind.Mul, scores, List(a, pairs)), List(b, pairs));
        Value first = node.Binary(BinaryKind.Sub, One, node.Unary(UnaryKind.Sigmoid, line));
        first = node.Binary(BinaryKind.Minimum, node.Binary(BinaryKind.Maximum, first, node.Scalar(ElementType.Float32, Certain)), node.Scalar(ElementType.Float32, 1 - Certain));
        Value matrix = Quadratic(first, pairs);
        Value start = node.Binary(BinaryKind.Add, node.Binary(BinaryKind.Mul, node.Reduce(ReduceKind.Sum, matrix, false, 2), node.Scalar(ElementType.Float32, 0)),
            node.Scalar(ElementType.Float32, 1.0 / classes));
        Value[] operands = [node.Scalar(ElementType.Int64, 0), start, matrix];
        var loop = new While(Condition(operands), Step(operands));
        return node.AddAll("probabilities", loop, operands)[1];
    }

    private Value One => node.Scalar(ElementType.Float32, 1);

    private Value List(float[] numbers, int count) => node.Numbers("platt", ElementType.Float32, [count], [.. numbers.Take(count).Select(n => (double)n)]);

    /// <summary>Q with <c>Q[i, i] = sum over j of r[j, i]^2</c> and <c>Q[i, j] = -r[j, i] r[i, j]</c>, from r of every pair i before j.</summary>
    private Value Quadratic(Value first, int pairs)
    {
        // r[i, j] of all ordered pairs: the first of a pair has its share, the other one the rest.
        Value both = node.Concat(1, first, node.Binary(BinaryKind.Sub, One, first), node.Binary(BinaryKind.Mul, node.Column(first, 0), node.Scalar(ElementType.Float32, 0)));
        var index = new long[classes * classes];
        Array.Fill(index, 2L * pairs);
        for (int i = 0, pair = 0; i < classes; i++)
            for (int j = i + 1; j < classes; j++, pair++) (index[(i * classes) + j], index[(j * classes) + i]) = (pair, pairs + pair);
        Value r = node.Reshape(node.Add("r", new Gather(1), both, node.Integers("order", index)), -1, classes, classes);
        Value turned = node.Add("turned", new Transpose(), r, node.Integers("axes", 0, 2, 1));
        Value diagonal = node.Unsqueeze(node.Reduce(ReduceKind.SumSquare, r, false, 1), 2);
        var identity = new double[classes * classes];
        for (int i = 0; i < classes; i++) identity[(i * classes) + i] = 1;
        Value own = node.Binary(BinaryKind.Mul, diagonal, node.Numbers("identity", ElementType.Float32, [classes, classes], identity));
        return node.Binary(BinaryKind.Sub, own, node.Binary(BinaryKind.Mul, r, turned));
    }

    private static Network Condition(Value[] operands)
    {
        var builder = new NetworkBuilder("more steps");
        Value[] inputs = [.. operands.Select((v, i) => builder.Input($"value{i}", v.Info))];
        Value limit = builder.Constant("limit", Tensor.Create<long>(new TensorInfo(ElementType.Int64, Shape.Scalar), [MaxSteps]));
        builder.Output(builder.Add("more", new Comparison(ComparisonKind.Less), [inputs[0], limit]));
        return builder.Build();
    }

    /// <summary>One step for all rows; those that are precise enough stay as they are.</summary>
    private Network Step(Value[] operands)
    {
        var builder = new NetworkBuilder("step");
        Value[] inputs = [.. operands.Select((v, i) => builder.Input($"value{i}", v.Info))];
        Value Number(double n) => builder.Constant("number", Tensor.Create<float>(new TensorInfo(ElementType.Float32, Shape.Scalar), [(float)n]));
        Value Integers(params ReadOnlySpan<long> n) => builder.Constant("integers", Tensor.FromInt64(n));
        Value Op(BinaryKind kind, Value x, Value y) => builder.Add(kind.ToString(), new Binary(kind), [x, y]);
        Value Part(Value x, int axis, int i) => builder.Add("part", new StridedSlice(), [x, Integers(i), Integers(i + 1), null, Integers(axis)]);
        Value Squeeze(Value x, int axis) => builder.Add("squeezed", new Squeeze(), [x, Integers(axis)]);
        Value p = inputs[1], q = inputs[2];
        Value qp = Squeeze(builder.Add("Qp", new MatMul(), [q, builder.Add("column", new ExpandDims(), [p, Integers(2)])]), 2);
        Value pqp = builder.Add("pQp", new Reduce(ReduceKind.Sum) { KeepDims = true }, [Op(BinaryKind.Mul, p, qp), Integers(1)]);
        Value error = builder.Add("error", new Reduce(ReduceKind.Max) { KeepDims = true }, [builder.Add("distance", new Unary(UnaryKind.Abs), [Op(BinaryKind.Sub, qp, pqp)]), Integers(1)]);
        Value done = builder.Add("done", new Comparison(ComparisonKind.Less), [error, Number(_precision)]);
        Value next = p;
        for (int i = 0; i < classes; i++)
        {
            Value row = Squeeze(Part(q, 1, i), 1), own = Part(row, 1, i), mine = Part(qp, 1, i);
            Value change = Op(BinaryKind.Div, Op(BinaryKind.Sub, pqp, mine), own), rest = Op(BinaryKind.Add, change, Number(1));
            var unit = new float[classes];
            unit[i] = 1;
            Value added = Op(BinaryKind.Mul, change, builder.Constant("unit", Tensor.Create<float>(new TensorInfo(ElementType.Float32, [classes]), unit)));
            Value curve = Op(BinaryKind.Mul, change, Op(BinaryKind.Add, Op(BinaryKind.Mul, change, own), Op(BinaryKind.Mul, Number(2), mine)));
            pqp = Op(BinaryKind.Div, Op(BinaryKind.Div, Op(BinaryKind.Add, pqp, curve), rest), rest);
            qp = Op(BinaryKind.Div, Op(BinaryKind.Add, qp, Op(BinaryKind.Mul, change, row)), rest);
            next = Op(BinaryKind.Div, Op(BinaryKind.Add, next, added), rest);
        }

        Value one = builder.Constant("one", Tensor.Create<long>(new TensorInfo(ElementType.Int64, Shape.Scalar), [1]));
        builder.Output(Op(BinaryKind.Add, inputs[0], one));
        builder.Output(builder.Add("kept", new Select(), [done, p, next]));
        builder.Output(q);
        return builder.Build();
    }
}
