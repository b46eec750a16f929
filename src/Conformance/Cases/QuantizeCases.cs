namespace NnBridge.Conformance.Cases;

internal sealed class QuantizeCases : OpCases<Quantize>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("halves away from zero, saturated", new Quantize(ElementType.Int8))
            .Input<float>([4], 0.25f, -0.25f, 1000, -0.75f)
            .Expect<sbyte>([4], QuantizationInfo.PerTensor(0.5f, 1), 2, 0, 127, -1)
            .Exactly();
        yield return new OpCase("halves to even with the zero point", new Quantize(ElementType.UInt8) { Requantization = Requantization.FloatWithZeroPoint })
            .Input<float>([5], 0.5f, 1.5f, -0.5f, 300, -3)
            .Expect<byte>([5], QuantizationInfo.PerTensor(1, 1), 2, 2, 0, 255, 0)
            .Exactly();
        yield return new OpCase("halves to even", new Quantize(ElementType.UInt8) { Requantization = Requantization.Float })
            .Input<float>([2], 0.25f, 0.75f)
            .Expect<byte>([2], QuantizationInfo.PerTensor(0.5f, 0), 0, 2)
            .Exactly();
        yield return new OpCase("to another scale", new Quantize(ElementType.Int8))
            .Input<byte>([2], QuantizationInfo.PerTensor(1, 128), 128, 138)
            .Expect<sbyte>([2], QuantizationInfo.PerTensor(2, 0), 0, 5)
            .Exactly();
    }
}
