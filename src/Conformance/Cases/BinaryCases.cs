namespace NnBridge.Conformance.Cases;

internal sealed class BinaryCases : OpCases<Binary>
{
    private static readonly float[] Left = [7, -7, 7, -7, 0.5f, -0.5f, 3, 0, 2.25f, 1e-3f, -6, 1, 100], Right = [3, 3, -3, -3, 2, 2, 3, 5, 0.5f, -2, 4, 1, 0.25f];

    private static readonly (BinaryKind Kind, Func<double, double, double> Definition)[] Functions =
    [
        (BinaryKind.Add, (a, b) => a + b), (BinaryKind.Sub, (a, b) => a - b), (BinaryKind.Mul, (a, b) => a * b), (BinaryKind.Div, (a, b) => a / b),
        (BinaryKind.FloorDiv, (a, b) => Math.Floor(a / b)), (BinaryKind.FloorMod, (a, b) => a - (b * Math.Floor(a / b))), (BinaryKind.Mod, (a, b) => a - (b * Math.Truncate(a / b))),
        (BinaryKind.Pow, Math.Pow), (BinaryKind.Minimum, Math.Min), (BinaryKind.Maximum, Math.Max), (BinaryKind.SquaredDifference, (a, b) => (a - b) * (a - b)),
        (BinaryKind.Atan2, Math.Atan2),
    ];

    public override IEnumerable<OpCase> Cases()
    {
        foreach ((BinaryKind kind, Func<double, double, double> definition) in Functions)
            yield return new OpCase($"{kind} by definition", new Binary(kind))
                .Input([Left.Length], Left)
                .Input([Left.Length], Right)
                .Expect([Left.Length], [.. Left.Zip(Right, (a, b) => (float)definition(a, b))]);
        yield return new OpCase("add with broadcasting", new Binary(BinaryKind.Add))
            .Input<float>([2, 3], 1, 2, 3, 4, 5, 6)
            .Input<float>([3], 10, 20, 30)
            .Expect<float>([2, 3], 11, 22, 33, 14, 25, 36)
            .Exactly();
        yield return new OpCase("subtract and clamp", new Binary(BinaryKind.Sub) { Activation = Activation.Relu6 })
            .Input<float>([3], 1, 9, 0)
            .Input<float>([1], 0.5f)
            .Expect<float>([3], 0.5f, 6, 0)
            .Exactly();
        yield return new OpCase("floor division of integers", new Binary(BinaryKind.FloorDiv))
            .Input<int>([4], 7, -7, 7, -7)
            .Input<int>([4], 2, 2, -2, -2)
            .Expect<int>([4], 3, -4, -4, 3)
            .Exactly();
        yield return new OpCase("truncated division of integers", new Binary(BinaryKind.Div))
            .Input<int>([4], 7, -7, 7, 5)
            .Input<int>([4], 2, 2, -2, 0)
            .Expect<int>([4], 3, -3, -3, 0)
            .Exactly();
        yield return new OpCase("floored remainder", new Binary(BinaryKind.FloorMod))
            .Input<float>([3], 7, -7, 7)
            .Input<float>([3], 3, 3, -3)
            .Expect<float>([3], 1, 2, -2);
        yield return new OpCase("power of integers", new Binary(BinaryKind.Pow))
            .Input<long>([3], 2, -3, 5)
            .Input<long>([3], 10, 3, 0)
            .Expect<long>([3], 1024, -27, 1)
            .Exactly();
        yield return new OpCase("quantized add", new Binary(BinaryKind.Add))
            .Input<sbyte>([4], QuantizationInfo.PerTensor(0.5f, 0), 2, 4, -6, 100)
            .Input<sbyte>([4], QuantizationInfo.PerTensor(0.25f, 4), 8, 4, 0, 104)
            .Expect<sbyte>([4], QuantizationInfo.PerTensor(0.5f, -1), 3, 3, -9, 127)
            .Exactly();
        yield return new OpCase("quantized product", new Binary(BinaryKind.Mul))
            .Input<byte>([3], QuantizationInfo.PerTensor(0.5f, 128), 130, 126, 138)
            .Input<byte>([3], QuantizationInfo.PerTensor(0.5f, 128), 132, 132, 148)
            .Expect<byte>([3], QuantizationInfo.PerTensor(1, 0), 2, 0, 50)
            .Exactly();
        // By hand: 2.75 + 1, 2.5 + 1, -0.5 + 1 and 94.25 + 1; halves go to the even integer with the zero point in.
        yield return new OpCase("quantized sum, halves to even with the zero point", new Binary(BinaryKind.Add) { Requantization = Requantization.FloatWithZeroPoint })
            .Input<sbyte>([4], QuantizationInfo.PerTensor(0.5f, 0), 3, 5, -1, 127)
            .Input<sbyte>([4], QuantizationInfo.PerTensor(0.25f, 4), 9, 4, 4, 127)
            .Expect<sbyte>([4], QuantizationInfo.PerTensor(1, 1), 4, 4, 0, 95)
            .Exactly();
        yield return new OpCase("quantized difference, halves to even with the zero point", new Binary(BinaryKind.Sub) { Requantization = Requantization.FloatWithZeroPoint })
            .Input<byte>([3], QuantizationInfo.PerTensor(0.5f, 128), 131, 133, 255)
            .Input<byte>([3], QuantizationInfo.PerTensor(0.5f, 128), 128, 128, 0)
            .Expect<byte>([3], QuantizationInfo.PerTensor(1, 1), 2, 4, 128)
            .Exactly();
        yield return new OpCase("quantized product, halves to even with the zero point", new Binary(BinaryKind.Mul) { Requantization = Requantization.FloatWithZeroPoint })
            .Input<byte>([3], QuantizationInfo.PerTensor(0.5f, 128), 131, 129, 255)
            .Input<byte>([1], QuantizationInfo.PerTensor(1, 128), 129)
            .Expect<byte>([3], QuantizationInfo.PerTensor(1, 1), 2, 2, 64)
            .Exactly();
        yield return new OpCase("types differ", new Binary(BinaryKind.Add))
            .Input<float>([1], 1)
            .Input<int>([1], 1)
            .Refused("expected type Float32 like operand 0");
        yield return new OpCase("shapes cannot be broadcast", new Binary(BinaryKind.Add))
            .Input<float>([2], 1, 2)
            .Input<float>([3], 1, 2, 3)
            .Refused("cannot be broadcast");
    }
}
