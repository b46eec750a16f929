namespace NnBridge.Ops.Tests.Agreement;

internal static partial class RandomShapes
{
    private static IEnumerable<OpCase> Depthwise()
    {
        var random = new Random(3);
        for (int i = 0; i < 40; i++)
        {
            int spatial = random.Pick(1, 2, 2, 2, 3), channels = random.Pick(1, 3, 4, 7, 8, 15, 16, 17, 24, 33, 64), multiplier = random.Pick(1, 1, 1, 2, 8);
            (int[] sizes, int[] kernel, int[] strides, int[] dilations, Padding padding) = Window(random, spatial);
            var op = new DepthwiseConvolution([.. strides], [.. dilations], padding) { Activation = random.Pick(Activation.None, Activation.Relu6, Activation.HardSwish) };
            OpCase @case = new OpCase($"{i}: {string.Join("x", sizes)}x{channels} times {multiplier}, kernel {string.Join("x", kernel)}", op)
                .Floats(random, [random.Pick(1, 2), .. sizes, channels]).Floats(random, [1, .. kernel, channels * multiplier], true);
            if (i % 3 != 0) @case.Floats(random, [channels * multiplier], true);
            yield return @case.Within(new Tolerance(1e-4, 1e-4));
        }
    }

    private static IEnumerable<OpCase> Pools()
    {
        var random = new Random(4);
        for (int i = 0; i < 40; i++)
        {
            int channels = random.Pick(1, 3, 4, 7, 8, 15, 16, 17, 24, 33, 64);
            (int[] sizes, int[] kernel, int[] strides, int[] dilations, Padding padding) = Window(random, random.Pick(1, 2, 2, 2, 3));
            bool includesPadding = random.Pick(true, false);
            var op = new Pool(random.Pick(PoolKind.Max, PoolKind.Average, PoolKind.L2), [.. kernel], [.. strides], padding)
            {
                Dilations = [.. dilations], CountIncludePad = includesPadding, Ceiling = !includesPadding && random.Pick(true, false), Activation = random.Pick(Activation.None, Activation.Relu),
            };
            yield return new OpCase($"{i}: {op.Kind} {string.Join("x", sizes)}x{channels}, window {string.Join("x", kernel)}", op)
                .Floats(random, [random.Pick(1, 2), .. sizes, channels]).Within(new Tolerance(1e-5, 1e-5));
        }
    }

    private static (int[] Sizes, int[] Kernel, int[] Strides, int[] Dilations, Padding Padding) Window(Random random, int spatial)
    {
        int[] sizes = [.. Enumerable.Range(0, spatial).Select(_ => random.Pick(5, 7, 9, 13, spatial == 2 ? 29 : 11))];
        int[] kernel = [.. sizes.Select(_ => random.Pick(1, 2, 3, 3, 5))];
        int[] strides = [.. sizes.Select(_ => random.Pick(1, 1, 2, 3))], dilations = [.. sizes.Select(_ => random.Pick(1, 1, 2))];
        for (int s = 0; s < spatial; s++) if (((kernel[s] - 1) * dilations[s]) >= sizes[s]) dilations[s] = 1;
        Padding padding = random.Pick(Padding.Valid, Padding.SameUpper, Padding.SameLower,
            Padding.Explicit([.. kernel.Select(k => k / 2)], [.. kernel.Select(k => k / 2)]));
        return (sizes, kernel, strides, dilations, padding);
    }

    private static IEnumerable<OpCase> Resampling()
    {
        var random = new Random(34);
        for (int i = 0; i < 40; i++)
        {
            Shape shape = [random.Pick(1, 2), random.Pick(1, 3, 7), random.Pick(2, 5, 8), random.Pick(1, 3, 16, 21)];
            ResampleCoordinates coordinates = random.Pick(ResampleCoordinates.HalfPixel, ResampleCoordinates.HalfPixelSymmetric, ResampleCoordinates.HalfPixelOrFirst,
                ResampleCoordinates.AlignCorners, ResampleCoordinates.Asymmetric);
            var op = new Resample(random.Pick(ResampleMode.Nearest, ResampleMode.Linear, ResampleMode.Cubic), coordinates, random.Pick<ValueList<int>>([1, 2], [-2], [2, 1], [3, 1]))
            {
                Antialias = random.Pick(true, false), ExcludeOutside = random.Pick(true, false), Rounding = random.Pick(Enum.GetValues<ResampleRounding>()),
            };
            if (op.Mode == ResampleMode.Nearest) op = op with { Antialias = false, ExcludeOutside = false };
            OpCase @case = new($"{i}: {shape}, {op.Mode}, {coordinates}, axes {op.Axes}", op);
            bool scaled = i % 2 == 0, bytes = op.Mode == ResampleMode.Nearest && i % 3 == 0;
            if (bytes) @case.Input(shape, QuantizationInfo.PerTensor(0.5f, 3), RandomCase.Values(shape, () => (sbyte)random.Next(-128, 128))).Output(QuantizationInfo.PerTensor(0.5f, 3));
            else @case.Floats(random, shape);
            if (scaled) @case.LeftOut().Const<float>([op.Axes.Count], [.. op.Axes.Select(_ => random.Pick(0.5f, 0.7f, 1f, 1.5f, 2f, 3.3f))]);
            else @case.Const<long>([op.Axes.Count], [.. op.Axes.Select(_ => (long)random.Pick(1, 3, 9, 14))]);
            yield return @case.Within(new Tolerance(1e-5, 1e-5));
        }
    }

    private static IEnumerable<OpCase> TransposedConvolutions()
    {
        var random = new Random(35);
        for (int i = 0; i < 40; i++)
        {
            int spatial = random.Pick(1, 2, 2, 3), groups = random.Pick(1, 1, 2, 3), channels = groups * random.Pick(1, 3, 8, 17), outputs = groups * random.Pick(1, 2, 9, 24);
            int[] sizes = [.. Enumerable.Range(0, spatial).Select(_ => random.Pick(1, 3, 6))], kernel = [.. sizes.Select(_ => random.Pick(1, 2, 3, 5))];
            int[] strides = [.. sizes.Select(_ => random.Pick(1, 2, 3))], dilations = [.. sizes.Select(_ => random.Pick(1, 1, 2))];
            Padding padding = random.Pick(Padding.Valid, Padding.SameUpper, Padding.Explicit([.. kernel.Select(k => k / 3)], [.. kernel.Select(k => k / 4)]));
            var op = new TransposedConvolution([.. strides], [.. dilations], padding) { Groups = groups, Activation = random.Pick(Activation.None, Activation.Relu, Activation.Tanh) };
            OpCase @case = new OpCase($"{i}: {string.Join("x", sizes)}x{channels} to {outputs}, window {string.Join("x", kernel)}, steps {string.Join("x", strides)}", op)
                .Floats(random, [random.Pick(1, 2), .. sizes, channels]).Floats(random, [outputs, .. kernel, channels / groups], true);
            if (i % 3 != 0) @case.Floats(random, [outputs], true);
            yield return @case.Within(new Tolerance(1e-4, 1e-4));
        }
    }
}
