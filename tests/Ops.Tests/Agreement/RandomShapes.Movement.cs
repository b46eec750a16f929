namespace NnBridge.Ops.Tests.Agreement;

internal static partial class RandomShapes
{
    private static IEnumerable<OpCase> Movement()
    {
        var random = new Random(21);
        (Shape Shape, int[] Order)[] orders =
        [
            ([3, 5], [1, 0]), ([37, 65], [1, 0]), ([2, 3, 4, 5], [0, 3, 1, 2]), ([2, 17, 19, 3], [0, 3, 1, 2]), ([2, 3, 17, 19], [0, 2, 3, 1]),
            ([2, 1, 7, 1, 5], [4, 1, 2, 3, 0]), ([4, 5, 6], [0, 1, 2]), ([4, 5, 16], [1, 0, 2]), ([1], [0]), ([0, 3], [1, 0]), ([2, 3, 4, 5, 6], [3, 1, 4, 0, 2]),
        ];
        foreach ((Shape shape, int[] order) in orders)
        {
            yield return new OpCase($"{shape} by {string.Join(",", order)}", new Transpose()).Floats(random, shape).Const([order.Length], order).Exactly();
            yield return new OpCase($"bytes {shape} by {string.Join(",", order)}", new Transpose())
                .Input(shape, RandomCase.Values(shape, () => (byte)random.Next(256))).Const([order.Length], order).Exactly();
        }

        foreach (int[] paddings in new int[][] { [0, 0, 1, 2, 3, 0, 0, 0], [1, 1, 0, 0, 0, 0, 2, 3], [0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 5, 5, 5, 5, 1, 1] })
        {
            yield return new OpCase($"paddings {string.Join(",", paddings)}", new Pad(PadMode.Constant)).Floats(random, [2, 5, 7, 3]).Const([4, 2], paddings).Exactly();
            yield return new OpCase($"quantized, paddings {string.Join(",", paddings)}", new Pad(PadMode.Constant)).Output(QuantizationInfo.PerTensor(1, 7))
                .Input([2, 5, 7, 3], QuantizationInfo.PerTensor(1, 7), RandomCase.Values([2, 5, 7, 3], () => (sbyte)random.Next(-128, 128))).Const([4, 2], paddings).Exactly();
        }

        foreach (ResizeMode mode in Enum.GetValues<ResizeMode>())
            foreach (ResizeCoordinates coordinates in Enum.GetValues<ResizeCoordinates>())
                foreach (int channels in new[] { 1, 3, 4, 17, 40 })
                    yield return new OpCase($"{mode} {coordinates}, {channels} channels", new Resize(mode, coordinates))
                        .Floats(random, [2, 7, 5, channels]).Const<int>([2], random.Pick(3, 7, 13, 14), random.Pick(2, 5, 10, 11)).Within(new Tolerance(1e-6, 1e-6));
    }

    private static IEnumerable<OpCase> Reductions()
    {
        var random = new Random(22);
        (Shape Shape, int[] Axes)[] shapes =
        [
            ([2, 7, 7, 33], [1, 2]), ([3, 100], [1]), ([3, 100], [0]), ([2, 3, 5], [0, 1, 2]), ([2, 3, 5], [-1]), ([1, 1, 9], [0]), ([4, 1, 300], [2]), ([5, 1, 6, 1], [1, 3]), ([7], [0]),
        ];
        foreach (ReduceKind kind in new[] { ReduceKind.Sum, ReduceKind.Mean, ReduceKind.Max, ReduceKind.Min })
            foreach ((Shape shape, int[] axes) in shapes)
            {
                yield return new OpCase($"{kind} of {shape} over {string.Join(",", axes)}", new Reduce(kind)).Floats(random, shape).Const([axes.Length], axes);
                if (kind is ReduceKind.Max or ReduceKind.Min) continue;
                yield return new OpCase($"{kind} of bytes {shape} over {string.Join(",", axes)}", new Reduce(kind) { Requantization = random.Pick(Enum.GetValues<Requantization>()) })
                    .Output(QuantizationInfo.PerTensor(0.1f, -3))
                    .Input(shape, QuantizationInfo.PerTensor(0.05f, 11), RandomCase.Values(shape, () => (sbyte)random.Next(-128, 128))).Const([axes.Length], axes).Exactly();
            }
    }

    private static IEnumerable<OpCase> Bytes()
    {
        var random = new Random(23);
        QuantizationInfo first = QuantizationInfo.PerTensor(0.03f, 5), second = QuantizationInfo.PerTensor(0.021f, -9), result = QuantizationInfo.PerTensor(0.04f, 2);
        foreach (BinaryKind kind in new[] { BinaryKind.Add, BinaryKind.Sub, BinaryKind.Mul })
            foreach ((Shape a, Shape b) in new (Shape, Shape)[] { ([500], [500]), ([3, 37], [37]), ([3, 37], [3, 1]), ([1], [19]), ([2, 3, 1, 5], [2, 1, 4, 5]), ([0], [0]) })
            {
                var op = new Binary(kind) { Activation = random.Pick(Activation.None, Activation.Relu6), Requantization = random.Pick(Requantization.FixedPoint, Requantization.FixedPointTwice) };
                yield return new OpCase($"{kind} of bytes {a} and {b}", op).Output(result).Input(a, first, RandomCase.Values(a, () => (sbyte)random.Next(-128, 128)))
                    .Input(b, second, RandomCase.Values(b, () => (sbyte)random.Next(-128, 128))).Exactly();
            }

        foreach (BinaryKind kind in new[] { BinaryKind.Add, BinaryKind.Sub, BinaryKind.Mul, BinaryKind.Minimum, BinaryKind.Maximum })
            foreach ((Shape a, Shape b) in new (Shape, Shape)[] { ([700], [700]), ([3, 37], [37]), ([3, 37], [3, 1]), ([1], [19]), ([2, 3, 1, 5], [2, 1, 4, 5]) })
            {
                var op = new Binary(kind) { Activation = random.Pick(Activation.None, Activation.Relu), Requantization = Requantization.Float };
                QuantizationInfo scale = QuantizationInfo.PerTensor(random.Pick(0.03f, 0.001f), random.Next(0, 256));
                yield return new OpCase($"{kind} of unsigned bytes {a} and {b} as floats", op).Output(scale).Input(a, QuantizationInfo.PerTensor(0.03f, 130), RandomCase.Values(a, () => (byte)random.Next(256)))
                    .Input(b, QuantizationInfo.PerTensor(0.021f, 100), RandomCase.Values(b, () => (byte)random.Next(256))).Exactly();
                yield return new OpCase($"{kind} of bytes {a} and {b} as floats", op).Output(result).Input(a, first, RandomCase.Values(a, () => (sbyte)random.Next(-128, 128)))
                    .Input(b, second, RandomCase.Values(b, () => (sbyte)random.Next(-128, 128))).Exactly();
            }

        foreach (Shape shape in new Shape[] { [1, 1000], [3, 7], [2, 5, 16], [4, 1] })
            foreach (int axis in new[] { -1, 0 })
            {
                var op = new Softmax(axis) { Beta = random.Pick(1f, 0.5f) };
                yield return new OpCase($"softmax of bytes {shape} along {axis}", op).Output(QuantizationInfo.PerTensor(1f / 256, -128))
                    .Input(shape, QuantizationInfo.PerTensor(0.07f, 11), RandomCase.Values(shape, () => (sbyte)random.Next(-128, 128))).Exactly();
                yield return new OpCase($"softmax of unsigned bytes {shape} along {axis}", op).Output(QuantizationInfo.PerTensor(1f / 256, 0))
                    .Input(shape, QuantizationInfo.PerTensor(0.07f, 11), RandomCase.Values(shape, () => (byte)random.Next(256))).Exactly();
            }

        foreach (UnaryKind kind in new[] { UnaryKind.Relu, UnaryKind.Sigmoid, UnaryKind.Tanh, UnaryKind.HardSwish, UnaryKind.LeakyRelu, UnaryKind.Abs, UnaryKind.Exp })
        {
            sbyte[] all = [.. Enumerable.Range(0, 300).Select(i => (sbyte)i)];
            yield return new OpCase($"{kind} of bytes", new Unary(kind) { Alpha = 0.2f }).Output(result).Input([300], first, all).Exactly();
            byte[] unsigned = [.. Enumerable.Range(0, 300).Select(i => (byte)i)];
            yield return new OpCase($"{kind} of unsigned bytes", new Unary(kind) { Alpha = 0.2f }).Output(QuantizationInfo.PerTensor(0.02f, 100))
                .Input([300], QuantizationInfo.PerTensor(0.03f, 130), unsigned).Exactly();
        }

        for (int i = 0; i < 20; i++)
        {
            (int[] sizes, int[] kernel, int[] strides, int[] dilations, Padding padding) = Window(random, 2);
            var op = new Pool(random.Pick(PoolKind.Max, PoolKind.Average), [.. kernel], [.. strides], padding) { Dilations = [.. dilations], CountIncludePad = random.Pick(true, false), Activation = random.Pick(Activation.None, Activation.Relu), Requantization = random.Pick(Requantization.FixedPoint, Requantization.Float) };
            Shape shape = [2, .. sizes, random.Pick(1, 3, 8, 17, 40)];
            yield return new OpCase($"{i}: {op.Kind} of bytes {shape}, window {string.Join("x", kernel)}, {op.Requantization}", op).Output(op is { Kind: PoolKind.Average, Requantization: Requantization.Float } ? second : first)
                .Input(shape, first, RandomCase.Values(shape, () => (sbyte)random.Next(-128, 128))).Exactly();
        }

        foreach (Requantization rule in Enum.GetValues<Requantization>())
        {
            float[] halves = [.. Enumerable.Range(-600, 1201).Select(i => i * 0.02f), float.NaN, 1e30f, -1e30f, float.PositiveInfinity];
            yield return new OpCase($"floats to bytes, {rule}", new Quantize(ElementType.Int8) { Requantization = rule }).Output(result).Input([halves.Length], halves).Exactly();
            sbyte[] all = [.. Enumerable.Range(0, 256).Select(i => (sbyte)i)];
            yield return new OpCase($"bytes to bytes, {rule}", new Quantize(ElementType.UInt8) { Requantization = rule }).Output(QuantizationInfo.PerTensor(0.04f, 120)).Input([256], first, all).Exactly();
            yield return new OpCase($"bytes joined, {rule}", new Concat(1) { Requantization = rule }).Output(result)
                .Input([2, 128], first, all).Input([2, 64], second, [.. all.Where(v => v % 2 == 0)]).Input([2, 64], result, [.. all.Where(v => v % 2 != 0)]).Exactly();
        }

        sbyte[] stored = [.. Enumerable.Range(0, 256).Select(i => (sbyte)i)];
        yield return new OpCase("bytes to floats", new Dequantize(ElementType.Float32)).Input([256], second, stored).Exactly();
        foreach (int channels in new[] { 1, 5, 33 })
            yield return new OpCase($"{channels} slopes", new PRelu()).Floats(random, [2, 3, 3, channels]).Floats(random, [1, 1, channels], true).Exactly();
    }
}
