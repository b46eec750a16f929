namespace NnBridge.Conformance.Cases;

internal sealed class FullyConnectedCases : OpCases<FullyConnected>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("with bias and clamp", new FullyConnected { Activation = Activation.Relu })
            .Input<float>([2, 2], 1, 2, 3, 4)
            .Const<float>([3, 2], 1, 1, -1, 0, 0, 2)
            .Const<float>([3], 1, 0, 0)
            .Expect<float>([2, 3], 4, 0, 4, 8, 0, 8)
            .Exactly();
        yield return new OpCase("dimensions kept", new FullyConnected { KeepDimensions = true })
            .Input<float>([1, 2, 2], 1, 2, 3, 4)
            .Const<float>([1, 2], 1, 1)
            .Expect<float>([1, 2, 1], 3, 7)
            .Exactly();
        yield return new OpCase("16-bit activations", new FullyConnected { Requantization = Requantization.FixedPointTwice })
            .Input<short>([1, 2], QuantizationInfo.PerTensor(0.5f), 1000, -200)
            .Const<sbyte>([1, 2], QuantizationInfo.PerTensor(0.5f), 4, 2)
            .Const<long>([1], QuantizationInfo.PerTensor(0.25f), 8)
            .Expect<short>([1, 1], QuantizationInfo.PerTensor(1), 902)
            .Exactly();
        yield return new OpCase("accumulators as they are", new FullyConnected { OutputType = ElementType.Int32 })
            .Input<byte>([1, 2], QuantizationInfo.PerTensor(1, 2), 3, 4)
            .Const<sbyte>([1, 2], QuantizationInfo.PerTensor(1, 1), 5, 6)
            .Expect<int>([1, 1], 14)
            .Exactly();
    }
}
