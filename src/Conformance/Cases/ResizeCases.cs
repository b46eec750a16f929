namespace NnBridge.Conformance.Cases;

internal sealed class ResizeCases : OpCases<Resize>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("nearest, doubled", new Resize(ResizeMode.Nearest, ResizeCoordinates.Asymmetric))
            .Input<float>([1, 1, 2, 1], 1, 2)
            .Const<int>([2], 1, 4)
            .Expect<float>([1, 1, 4, 1], 1, 1, 2, 2)
            .Exactly();
        yield return new OpCase("linear, corners aligned", new Resize(ResizeMode.Linear, ResizeCoordinates.AlignCorners))
            .Input<float>([1, 1, 2, 1], 0, 3)
            .Const<int>([2], 1, 4)
            .Expect<float>([1, 1, 4, 1], 0, 1, 2, 3);
        yield return new OpCase("linear, half pixels", new Resize(ResizeMode.Linear, ResizeCoordinates.HalfPixel))
            .Input<float>([1, 1, 2, 1], 0, 4)
            .Const<int>([2], 1, 4)
            .Expect<float>([1, 1, 4, 1], 0, 1, 3, 4);
        yield return new OpCase("linear, integers, halves upwards", new Resize(ResizeMode.Linear, ResizeCoordinates.Asymmetric))
            .Input<sbyte>([1, 1, 2, 1], QuantizationInfo.PerTensor(1), 0, -5)
            .Const<int>([2], 1, 4)
            .Expect<sbyte>([1, 1, 4, 1], QuantizationInfo.PerTensor(1), 0, -2, -5, -5)
            .Exactly();
        yield return new OpCase("linear, bytes", new Resize(ResizeMode.Linear, ResizeCoordinates.HalfPixel))
            .Input<byte>([1, 2, 1, 1], QuantizationInfo.PerTensor(1), 10, 250)
            .Const<int>([2], 4, 1)
            .Expect<byte>([1, 4, 1, 1], QuantizationInfo.PerTensor(1), 10, 70, 190, 250)
            .Exactly();
        yield return new OpCase("linear, integers, halves away from zero",
            new Resize(ResizeMode.Linear, ResizeCoordinates.Asymmetric) { Requantization = Requantization.FixedPointTwice })
            .Input<sbyte>([1, 1, 2, 1], QuantizationInfo.PerTensor(1), 0, -5)
            .Const<int>([2], 1, 4)
            .Expect<sbyte>([1, 1, 4, 1], QuantizationInfo.PerTensor(1), 0, -3, -5, -5)
            .Exactly();
    }
}
