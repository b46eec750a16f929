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
}
