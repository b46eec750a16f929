namespace NnBridge.Ops.Tests.Agreement;

/// <summary>Cases of random shapes and parameters; the same ones in every run.</summary>
internal static partial class RandomShapes
{
    public static IEnumerable<OpCase> All =>
        [.. FullyConnected(), .. Convolutions(), .. Depthwise(), .. Pools(), .. Unary(), .. Binary(), .. Softmax(),
            .. AllIntegers, .. Movement(), .. Parts(), .. Reductions(), .. Bytes(), .. MatMuls(), .. Lstms(), .. Grus(), .. Resampling(), .. TransposedConvolutions(), .. Normalizations()];

    /// <summary>Products of 8-bit integers.</summary>
    public static IEnumerable<OpCase> AllIntegers => [.. IntegerConvolutions(), .. IntegerDepthwise(), .. IntegerFullyConnected(), .. IntegerMatMuls(), .. Hybrids()];

    private static IEnumerable<OpCase> FullyConnected()
    {
        var random = new Random(1);
        foreach (int columns in new[] { 1, 2, 7, 15, 16, 17, 31, 33, 48, 63, 64, 65, 100, 129, 200 })
        {
            int rows = random.Pick(1, 2, 3, 5, 6, 7, 11, 13, 37), depth = random.Pick(1, 2, 3, 9, 64, 127, 1537, 3100);
            Activation activation = random.Pick(Enum.GetValues<Activation>());
            yield return new OpCase($"{rows} x {depth} x {columns}, {activation}", new FullyConnected { Activation = activation })
                .Floats(random, [rows, depth]).Floats(random, [columns, depth], true).Floats(random, [columns], true).Within(new Tolerance(1e-3, 1e-4));
        }
    }

    private static IEnumerable<OpCase> Convolutions()
    {
        var random = new Random(2);
        for (int i = 0; i < 60; i++)
        {
            int spatial = random.Pick(1, 2, 2, 2, 3), groups = random.Pick(1, 1, 1, 2, 3);
            int channels = groups * random.Pick(1, 2, 3, 5, 8, 16, 21), outputs = groups * random.Pick(1, 3, 8, 16, 19, 40, 65), batches = random.Pick(1, 1, 2);
            int[] sizes = [.. Enumerable.Range(0, spatial).Select(_ => random.Pick(5, 7, 9, 13))];
            int[] kernel = [.. sizes.Select(_ => random.Pick(1, 2, 3, 3, 5))];
            int[] strides = [.. sizes.Select(_ => random.Pick(1, 1, 2, 3))], dilations = [.. sizes.Select(_ => random.Pick(1, 1, 2))];
            for (int s = 0; s < spatial; s++) if (((kernel[s] - 1) * dilations[s]) >= sizes[s]) dilations[s] = 1;
            Padding padding = random.Pick(Padding.Valid, Padding.SameUpper, Padding.SameLower,
                Padding.Explicit([.. kernel.Select(k => k / 2)], [.. kernel.Select(k => (k / 2) + 1)]));
            var op = new Convolution([.. strides], [.. dilations], padding) { Groups = groups, Activation = random.Pick(Activation.None, Activation.Relu6, Activation.Silu) };
            OpCase @case = new OpCase($"{i}: {string.Join("x", sizes)}x{channels} to {outputs}, kernel {string.Join("x", kernel)}", op)
                .Floats(random, [batches, .. sizes, channels]).Floats(random, [outputs, .. kernel, channels / groups], true);
            if (i % 3 != 0) @case.Floats(random, [outputs], true);
            yield return @case.Within(new Tolerance(1e-4, 1e-4));
        }
    }
}
