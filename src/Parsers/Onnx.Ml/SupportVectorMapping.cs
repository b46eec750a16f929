using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Ml;

/// <summary>Support vector machines.</summary>
internal static class SupportVectorMapping
{
    /// <summary>A weighted sum of kernels; its sign for machines of one class.</summary>
    public static void Regressor(OnnxNode node)
    {
        float[] coefficients = List(node, "coefficients"), rho = List(node, "rho");
        long count = node.Int("n_supports", 0);
        Value x = node.Rows(), sum;
        if (count > 0)
        {
            if (coefficients.Length != count) throw new InvalidNetworkException($"has {coefficients.Length} coefficients for {count} support vectors");
            Value kernels = Kernels(node, x, List(node, "support_vectors"), (int)count, node.Text("kernel_type", "LINEAR"));
            sum = node.Add("sum", new MatMul(), kernels, Matrix(node, "coefficients", coefficients, (int)count, 1));
        }
        else
        {
            sum = Kernels(node, x, coefficients, 1, node.Text("kernel_type", "LINEAR"));
        }

        sum = node.Binary(BinaryKind.Add, sum, node.Scalar(ElementType.Float32, rho[0]));
        if (node.Int("one_class", 0) != 0)
            sum = node.Select(node.Compare(ComparisonKind.Greater, sum, node.Scalar(ElementType.Float32, 0)), node.Scalar(ElementType.Float32, 1), node.Scalar(ElementType.Float32, -1));
        node.SetOutput(0, PostTransform.ApplyToTargets(node, sum, PostTransform.NameOf(node), 1));
    }

    /// <summary>Every pair of classes is compared, and the class with most votes wins; without support vectors, one linear score per class.</summary>
    public static void Classifier(OnnxNode node)
    {
        Labels labels = Labels.Read(node, "classlabels_ints");
        float[] coefficients = List(node, "coefficients"), rho = List(node, "rho");
        long[] perClass = node.Ints("vectors_per_class") ?? [];
        string transform = PostTransform.NameOf(node);
        Value x = node.Rows();
        if (perClass.Sum() == 0)
        {
            Linear(node, x, labels, coefficients, rho, transform);
            return;
        }

        int classes = labels.Count, vectors = checked((int)perClass.Sum()), pairs = checked(classes * (classes - 1) / 2);
        if (perClass.Length != classes || perClass.Any(c => c < 0) || classes < 2) throw new InvalidNetworkException($"has vectors for {perClass.Length} classes and {classes} labels");
        if (coefficients.Length < (long)vectors * (classes - 1) || rho.Length < pairs)
            throw new InvalidNetworkException($"has {coefficients.Length} coefficients and {rho.Length} thresholds for {vectors} vectors of {classes} classes");
        Value kernels = Kernels(node, x, List(node, "support_vectors"), vectors, node.Text("kernel_type", "LINEAR"));
        Value sums = node.Add("sums", new MatMul(), kernels, Matrix(node, "pairs", PairWeights(coefficients, perClass, vectors, pairs), vectors, pairs));
        Value scores = node.Binary(BinaryKind.Add, sums, Matrix(node, "rho", rho[..pairs], 1, pairs));
        labels.Emit(node, () => Winner(node, scores, classes, pairs));
        if (!node.HasOutput(1)) return;
        if (node.Floats("prob_a") is { Length: > 0 } a)
            node.SetOutput(1, PostTransform.Apply(node, new PairCoupling(node, classes, a, node.Floats("prob_b") ?? []).Probabilities(scores), transform));
        else if (classes == 2)
            node.SetOutput(1, Pair.Of(node, scores, transform, transform == "NONE" ? Pair.Kind.Opposite : Pair.Kind.Complement));
        else
            node.SetOutput(1, PostTransform.Apply(node, scores, transform));
    }

    private static void Linear(OnnxNode node, Value x, Labels labels, float[] coefficients, float[] rho, string transform)
    {
        if (coefficients.Length % labels.Count != 0) throw new InvalidNetworkException($"has {coefficients.Length} coefficients for {labels.Count} classes");
        Value scores = node.Binary(BinaryKind.Add, Kernels(node, x, coefficients, labels.Count, "LINEAR"), node.Scalar(ElementType.Float32, rho[0]));
        if (labels.Count < 2) throw OnnxNode.Unsupported("a linear machine of one class, whose labels are not in the file");
        labels.Emit(node, () =>
        {
            Value best = node.Add("best", new ArgMinMax(ArgKind.Max, ElementType.Int64), scores, node.Integers("axis", 1));
            if (labels.Count != 2) return best;
            // Of two classes the second wins as soon as any score is large enough.
            bool positive = coefficients.All(c => c >= 0);
            Value largest = node.Reduce(ReduceKind.Max, scores, false, 1);
            Value enough = node.Compare(positive ? ComparisonKind.GreaterOrEqual : ComparisonKind.Greater, largest, node.Scalar(ElementType.Float32, positive ? 0.5 : 0));
            return node.Select(enough, node.Scalar(ElementType.Int64, 1), best);
        });
        if (node.HasOutput(1)) node.SetOutput(1, PostTransform.Apply(node, scores, transform));
    }

    /// <summary>Weights of the vectors in the comparison of each pair: a vector of the one class has those against the other, and the other way round.</summary>
    private static float[] PairWeights(float[] coefficients, long[] perClass, int vectors, int pairs)
    {
        if ((long)vectors * pairs > Array.MaxLength / 4) throw new InvalidNetworkException($"{vectors} vectors of {pairs} pairs of classes are too many");
        var weights = new float[vectors * pairs];
        var first = new long[perClass.Length + 1];
        for (int c = 0; c < perClass.Length; c++) first[c + 1] = first[c] + perClass[c];
        int pair = 0;
        for (int i = 0; i < perClass.Length; i++)
        {
            for (int j = i + 1; j < perClass.Length; j++, pair++)
            {
                for (long v = first[i]; v < first[i + 1]; v++) weights[(v * pairs) + pair] = coefficients[((j - 1) * (long)vectors) + v];
                for (long v = first[j]; v < first[j + 1]; v++) weights[(v * pairs) + pair] = coefficients[(i * (long)vectors) + v];
            }
        }

        return weights;
    }

    /// <summary>The first class with most won comparisons.</summary>
    private static Value Winner(OnnxNode node, Value scores, int classes, int pairs)
    {
        var wins = new float[pairs * classes];
        var losses = new float[pairs * classes];
        int pair = 0;
        for (int i = 0; i < classes; i++)
            for (int j = i + 1; j < classes; j++, pair++) (wins[(pair * classes) + i], losses[(pair * classes) + j]) = (1, 1);
        Value won = node.Compare(ComparisonKind.Greater, scores, node.Scalar(ElementType.Float32, 0));
        Value lost = node.Unary(UnaryKind.LogicalNot, won);
        Value votes = node.Binary(BinaryKind.Add,
            node.Add("wins", new MatMul(), node.Cast(won, ElementType.Float32), Matrix(node, "winners", wins, pairs, classes)),
            node.Add("losses", new MatMul(), node.Cast(lost, ElementType.Float32), Matrix(node, "others", losses, pairs, classes)));
        return node.Add("best", new ArgMinMax(ArgKind.Max, ElementType.Int64), votes, node.Integers("axis", 1));
    }

    /// <summary>The kernel of every row with every vector, <c>[N, count]</c>.</summary>
    private static Value Kernels(OnnxNode node, Value x, float[] vectors, int count, string kind)
    {
        if (vectors.Length == 0 || vectors.Length % count != 0) throw new InvalidNetworkException($"has {vectors.Length} numbers for {count} vectors");
        int features = vectors.Length / count;
        Value list = Matrix(node, "vectors", vectors, count, features);
        float[] parameters = node.Floats("kernel_params") ?? [];
        float Parameter(int index) => index < parameters.Length ? parameters[index] : 0;
        Value Line(Value v, double factor, double summand) => node.Binary(BinaryKind.Add, node.Binary(BinaryKind.Mul, v, node.Scalar(ElementType.Float32, factor)), node.Scalar(ElementType.Float32, summand));
        Value Products() => node.Add("products", new MatMul { TransposeB = true }, x, list);
        switch (kind)
        {
            case "LINEAR": return Products();
            case "POLY": return node.Binary(BinaryKind.Pow, Line(Products(), Parameter(0), Parameter(1)), node.Scalar(ElementType.Float32, Parameter(2)));
            case "SIGMOID": return node.Unary(UnaryKind.Tanh, Line(Products(), Parameter(0), Parameter(1)));
            case "RBF":
                Value distance = node.Binary(BinaryKind.Sub, node.Unsqueeze(x, 1), list);
                Value squares = node.Reduce(ReduceKind.SumSquare, distance, false, 2);
                return node.Unary(UnaryKind.Exp, node.Binary(BinaryKind.Mul, squares, node.Scalar(ElementType.Float32, -Parameter(0))));
            default: throw new InvalidNetworkException($"attribute 'kernel_type' is '{kind}', expected LINEAR, POLY, RBF or SIGMOID");
        }
    }

    private static Value Matrix(OnnxNode node, string suffix, float[] numbers, int rows, int columns) =>
        node.Constant(suffix, Tensor.Create<float>(new TensorInfo(ElementType.Float32, [rows, columns]), numbers));

    private static float[] List(OnnxNode node, string name) => node.Floats(name) is { Length: > 0 } numbers ? numbers
        : throw new InvalidNetworkException($"attribute '{name}' is missing");
}
