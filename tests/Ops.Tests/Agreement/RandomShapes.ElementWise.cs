namespace NnBridge.Ops.Tests.Agreement;

internal static partial class RandomShapes
{
    private static readonly UnaryKind[] s_unary =
    [
        UnaryKind.Abs, UnaryKind.Neg, UnaryKind.Exp, UnaryKind.Sqrt, UnaryKind.Rsqrt, UnaryKind.Square, UnaryKind.Reciprocal, UnaryKind.Ceil,
        UnaryKind.Floor, UnaryKind.Round, UnaryKind.Erf, UnaryKind.Relu, UnaryKind.Relu6, UnaryKind.ReluN1To1, UnaryKind.Relu0To1,
        UnaryKind.LeakyRelu, UnaryKind.Sigmoid, UnaryKind.HardSigmoid, UnaryKind.Tanh, UnaryKind.HardSwish, UnaryKind.Silu, UnaryKind.Gelu,
        UnaryKind.GeluTanh, UnaryKind.Elu, UnaryKind.Selu, UnaryKind.Softsign,
    ];

    private static IEnumerable<OpCase> Unary()
    {
        var random = new Random(5);
        foreach (UnaryKind kind in s_unary)
        {
            var op = new Unary(kind) { Alpha = 0.3f, Beta = 1.1f };
            var tolerance = new Tolerance(2e-7, 2e-6);
            for (int length = 0; length <= 260; length += random.Next(1, 24))
                yield return new OpCase($"{kind} of {length}", op).Floats(random, [length]).Within(tolerance);
            float[] special = [0, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon, 1e-20f,
                -1e-20f, 88.5f, 89.5f, -87.2f, -95f, -110f, 0.6f, 0.625f, 0.63f, 0.99f, 1f, 1.01f, 1.99f, 2f, 2.01f, 3.9f, 4.1f, 9f, 20f, -20f];
            yield return new OpCase($"{kind} of special numbers", op).Input([special.Length], special).Within(tolerance);
            float[] sweep = [.. Enumerable.Range(-2000, 4001).Select(i => i / 100f)];
            yield return new OpCase($"{kind} from -20 to 20", op).Input([sweep.Length], sweep).Within(tolerance);
        }
    }

    private static IEnumerable<OpCase> Binary()
    {
        var random = new Random(6);
        (Shape A, Shape B)[] shapes =
        [
            ([0], [0]), ([1], [1]), ([5], [1]), ([1], [19]), ([33], [33]), ([2, 3, 37], [37]), ([2, 3, 37], [2, 3, 1]), ([3, 1, 5], [1, 4, 5]),
            ([4, 1], [1, 7]), ([2, 5, 1, 3], [2, 1, 6, 1]), ([], [17]), ([9001], [9001]), ([3, 4, 5, 16], [1, 1, 1, 16]), ([7, 1], [7, 130]), ([2, 1, 1, 64], [2, 9, 9, 64]),
        ];
        BinaryKind[] kinds =
            [BinaryKind.Add, BinaryKind.Sub, BinaryKind.Mul, BinaryKind.Div, BinaryKind.Minimum, BinaryKind.Maximum, BinaryKind.SquaredDifference];
        foreach (BinaryKind kind in kinds)
            foreach ((Shape a, Shape b) in shapes)
            {
                Activation activation = random.Pick(Activation.None, Activation.None, Activation.Relu, Activation.Sigmoid);
                yield return new OpCase($"{kind} of {a} and {b}, {activation}", new Binary(kind) { Activation = activation }).Floats(random, a).Floats(random, b)
                    .Within(activation == Activation.Sigmoid ? Tolerance.Float : Tolerance.Exact);
            }

        foreach (BinaryKind kind in new[] { BinaryKind.Add, BinaryKind.Sub, BinaryKind.Mul, BinaryKind.Minimum, BinaryKind.Maximum })
            foreach ((Shape a, Shape b) in shapes)
            {
                yield return new OpCase($"{kind} of Int32 {a} and {b}", new Binary(kind))
                    .Input(a, RandomCase.Values(a, () => random.Next(int.MinValue, int.MaxValue))).Input(b, RandomCase.Values(b, () => random.Next(int.MinValue, int.MaxValue))).Exactly();
                yield return new OpCase($"{kind} of Int64 {a} and {b}", new Binary(kind))
                    .Input(a, RandomCase.Values(a, () => random.NextInt64(long.MinValue, long.MaxValue))).Input(b, RandomCase.Values(b, () => random.NextInt64(long.MinValue, long.MaxValue))).Exactly();
            }
    }

    private static IEnumerable<OpCase> Softmax()
    {
        var random = new Random(7);
        foreach (int length in new[] { 1, 2, 3, 4, 5, 8, 9, 16, 17, 31, 64, 100, 259, 1001 })
            yield return new OpCase($"rows of {length}", new Softmax(-1) { Beta = random.Pick(1f, 0.5f, 3f) }).Floats(random, [random.Pick(1, 3), 2, length]);
    }

    private static IEnumerable<OpCase> Normalizations()
    {
        var random = new Random(24);
        foreach (int size in new[] { 1, 3, 16, 33, 100, 768 })
        {
            yield return new OpCase($"rows of {size}", new LayerNormalization(-1)).Floats(random, [2, 3, size]).Floats(random, [size]).Floats(random, [size]).Within(new Tolerance(1e-4, 1e-4));
            yield return new OpCase($"rows of {size} alone", new LayerNormalization(-1)).Floats(random, [5, size]).Within(new Tolerance(1e-4, 1e-4));
            float[] variance = [.. Enumerable.Range(0, size).Select(_ => random.NextSingle() + 0.1f)];
            yield return new OpCase($"{size} channels", new BatchNormalization()).Floats(random, [2, 3, 4, size]).Floats(random, [size], true).Floats(random, [size], true)
                .Floats(random, [size], true).Const([size], variance).Within(new Tolerance(1e-5, 1e-5));
        }
    }
}
