namespace NnBridge.Conformance.Cases;

internal sealed class DepthwiseConvolutionCases : OpCases<DepthwiseConvolution>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two results per channel", new DepthwiseConvolution([1, 1], [1, 1], Padding.Valid))
            .Input<float>([1, 1, 2, 2], 1, 2, 3, 4)
            .Const<float>([1, 1, 2, 4], 1, 2, 3, 4, 1, 1, 1, 1)
            .Const<float>([4], 0, 0, 0, 100)
            .Expect<float>([1, 1, 1, 4], 4, 5, 10, 112)
            .Exactly();
        yield return new OpCase("integers round twice", new DepthwiseConvolution([1, 1], [1, 1], Padding.Valid) { Requantization = Requantization.FixedPointTwice })
            .Input<byte>([1, 1, 1, 1], QuantizationInfo.PerTensor(0.5f, 10), 15)
            .Const<byte>([1, 1, 1, 1], QuantizationInfo.PerTensor(1, 3), 4)
            .Expect<byte>([1, 1, 1, 1], QuantizationInfo.PerTensor(1, 0), 3)
            .Exactly();
    }
}
