namespace NnBridge.Ops.Tests.Agreement;

internal static partial class RandomShapes
{
    private static IEnumerable<OpCase> IntegerConvolutions()
    {
        var random = new Random(11);
        for (int i = 0; i < 60; i++)
        {
            int groups = random.Pick(1, 1, 1, 2, 3), channels = groups * random.Pick(1, 2, 3, 4, 5, 8, 16, 21, 36), outputs = groups * random.Pick(1, 3, 8, 16, 19, 40, 65);
            (int[] sizes, int[] kernel, int[] strides, int[] dilations, Padding padding) = Window(random, random.Pick(1, 2, 2, 2, 3));
            var op = new Convolution([.. strides], [.. dilations], padding)
            {
                Groups = groups, Activation = random.Pick(Activation.None, Activation.Relu6, Activation.Relu), Requantization = random.Pick(Enum.GetValues<Requantization>()),
            };
            yield return Integers(random, $"{i}: integers {string.Join("x", sizes)}x{channels} to {outputs}, kernel {string.Join("x", kernel)}", op,
                [random.Pick(1, 2), .. sizes, channels], [outputs, .. kernel, channels / groups], 0, outputs, kernel.Aggregate(channels / groups, (a, b) => a * b));
        }
    }

    private static IEnumerable<OpCase> IntegerDepthwise()
    {
        var random = new Random(12);
        for (int i = 0; i < 40; i++)
        {
            int channels = random.Pick(1, 3, 4, 7, 8, 15, 16, 17, 24, 33, 64), multiplier = random.Pick(1, 1, 1, 2, 8);
            (int[] sizes, int[] kernel, int[] strides, int[] dilations, Padding padding) = Window(random, random.Pick(1, 2, 2, 2, 3));
            var op = new DepthwiseConvolution([.. strides], [.. dilations], padding)
            {
                Activation = random.Pick(Activation.None, Activation.Relu6), Requantization = random.Pick(Enum.GetValues<Requantization>()),
            };
            yield return Integers(random, $"{i}: integers {string.Join("x", sizes)}x{channels} times {multiplier}, kernel {string.Join("x", kernel)}", op,
                [random.Pick(1, 2), .. sizes, channels], [1, .. kernel, channels * multiplier], kernel.Length + 1, channels * multiplier, kernel.Aggregate(1, (a, b) => a * b));
        }
    }

    private static IEnumerable<OpCase> IntegerFullyConnected()
    {
        var random = new Random(13);
        foreach (int columns in new[] { 1, 2, 7, 15, 16, 17, 31, 33, 64, 65, 200 })
        {
            int rows = random.Pick(1, 2, 5, 6, 7, 13), depth = random.Pick(1, 2, 3, 4, 9, 64, 127, 1537);
            var op = new FullyConnected { Activation = random.Pick(Activation.None, Activation.Relu), Requantization = random.Pick(Enum.GetValues<Requantization>()) };
            yield return Integers(random, $"integers {rows} x {depth} x {columns}", op, [rows, depth], [columns, depth], 0, columns, depth);
        }
    }

    private static IEnumerable<OpCase> IntegerMatMuls()
    {
        var random = new Random(15);
        for (int i = 0; i < 40; i++)
        {
            int m = random.Pick(1, 2, 5, 7, 13, 40), n = random.Pick(1, 3, 16, 17, 64, 65, 130), k = random.Pick(1, 2, 4, 15, 33, 64, 600);
            (int[] front, int[] other) = random.Pick<(int[], int[])>(([], []), ([3], []), ([2, 3], [2, 3]), ([2, 1], [1, 3]), ([], [4]));
            bool signedA = random.Pick(true, false), signedB = random.Pick(true, false);
            var op = new MatMul
            {
                TransposeA = random.Pick(true, false), TransposeB = random.Pick(true, false), OutputType = i % 4 == 0 ? ElementType.Int32 : null,
                Requantization = random.Pick(Requantization.FixedPoint, Requantization.FixedPointTwice, Requantization.Float),
            };
            Shape a = op.TransposeA ? [.. front, k, m] : [.. front, m, k], b = op.TransposeB ? [.. other, n, k] : [.. other, k, n];
            var @case = new OpCase($"bytes {i}: {(signedA ? "signed" : "unsigned")} {a} by {(signedB ? "signed" : "unsigned")} {b}", op);
            if (op.OutputType is null) @case.Output(QuantizationInfo.PerTensor(0.02f * MathF.Sqrt(k), signedA ? 5 : 130));
            Operand(a, signedA, random.Pick(0, 5, -128, 127));
            Operand(b, signedB, random.Pick(0, -3, 90));
            yield return @case.Exactly();

            void Operand(Shape shape, bool signed, int zero)
            {
                if (signed) @case.Input(shape, QuantizationInfo.PerTensor(0.03f, zero), RandomCase.Values(shape, () => (sbyte)random.Next(-128, 128)));
                else @case.Input(shape, QuantizationInfo.PerTensor(0.03f, zero + 128), RandomCase.Values(shape, () => (byte)random.Next(256)));
            }
        }
    }

    private static IEnumerable<OpCase> Hybrids()
    {
        var random = new Random(14);
        for (int i = 0; i < 40; i++)
        {
            int channels = random.Pick(1, 3, 4, 8, 17, 33), outputs = random.Pick(1, 3, 8, 17, 40), batches = random.Pick(1, 2);
            (int[] sizes, int[] kernel, int[] strides, int[] dilations, Padding padding) = Window(random, random.Pick(1, 2, 2));
            Activation activation = random.Pick(Activation.None, Activation.Relu6, Activation.HardSwish);
            int kind = i % 3, axis = kind == 1 ? kernel.Length + 1 : 0, multiplier = i % 2 == 0 ? 2 : 1;
            Shape x = kind == 2 ? [batches, channels * 7] : [batches, .. sizes, channels];
            Shape weights = kind == 0 ? [outputs, .. kernel, channels] : kind == 1 ? [1, .. kernel, channels * multiplier] : [outputs, channels * 7];
            HybridQuantization hybrid = random.Pick(HybridQuantization.Symmetric, HybridQuantization.Asymmetric);
            Op op = kind == 0 ? new Convolution([.. strides], [.. dilations], padding) { Activation = activation, Hybrid = hybrid }
                : kind == 1 ? new DepthwiseConvolution([.. strides], [.. dilations], padding) { Activation = activation, Hybrid = hybrid }
                : new FullyConnected { Activation = activation, Hybrid = hybrid };
            float[] scales = [.. Enumerable.Range(0, weights[axis]).Select(_ => (random.NextSingle() * 0.02f) + 0.001f)];
            OpCase @case = new OpCase($"{i}: hybrid {x} by {weights}", op).Floats(random, x)
                .Const(weights, i % 2 == 0 ? new QuantizationInfo([.. scales], [0], axis) : QuantizationInfo.PerTensor(0.01f), RandomCase.Values(weights, () => (sbyte)random.Next(-127, 128)));
            if (i % 4 != 0) @case.Floats(random, [weights[axis]], true);
            yield return activation == Activation.HardSwish ? @case : @case.Exactly();
        }
    }

    /// <summary>
    /// A dense operator of 8-bit integers: signed with scales per channel, or unsigned with zero points; activations of the same type or the other;
    /// with or without bias.
    /// </summary>
    private static OpCase Integers(Random random, string name, Op op, Shape x, Shape weights, int axis, int outputs, int depth)
    {
        bool signed = random.Pick(true, true, false), bias = random.Pick(true, false), same = random.Pick(true, true, false), signedInput = signed == same;
        OpCase @case = new OpCase(name, op).Output(QuantizationInfo.PerTensor(0.02f * MathF.Sqrt(depth), random.Next(-20, 20) + (signedInput ? 0 : 128)));
        if (signedInput) @case.Input(x, QuantizationInfo.PerTensor(0.03f, random.Next(-100, 100)), RandomCase.Values(x, () => (sbyte)random.Next(-128, 128)));
        else @case.Input(x, QuantizationInfo.PerTensor(0.03f, random.Next(0, 256)), RandomCase.Values(x, () => (byte)random.Next(256)));
        if (signed)
        {
            float[] scales = [.. Enumerable.Range(0, outputs).Select(_ => (random.NextSingle() * 0.02f) + 0.001f)];
            @case.Const(weights, random.Pick(true, false) ? new QuantizationInfo([.. scales], [0], axis) : QuantizationInfo.PerTensor(0.01f), RandomCase.Values(weights, () => (sbyte)random.Next(-127, 128)));
        }
        else
        {
            // Weights that are signed bytes without their zero point, and others.
            int zero = random.Next(0, 256), reach = random.Pick(120, 256);
            @case.Const(weights, QuantizationInfo.PerTensor(0.01f, zero), RandomCase.Values(weights, () => (byte)Math.Clamp(zero + random.Next(-reach, reach), 0, 255)));
        }

        if (bias) @case.Const<int>([outputs], RandomCase.Values<int>([outputs], () => random.Next(-5000, 5000)));
        return @case.Exactly();
    }
}
