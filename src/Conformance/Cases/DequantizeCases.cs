namespace NnBridge.Conformance.Cases;

internal sealed class DequantizeCases : OpCases<Dequantize>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("per tensor", new Dequantize(ElementType.Float32))
            .Input<byte>([3], QuantizationInfo.PerTensor(0.5f, 128), 128, 130, 0)
            .Expect<float>([3], 0, 1, -64)
            .Exactly();
        yield return new OpCase("per axis", new Dequantize(ElementType.Float32))
            .Input<sbyte>([2, 2], new QuantizationInfo([1, 0.5f], [0, 2], 1), 1, 2, 3, 4)
            .Expect<float>([2, 2], 1, 0, 3, 1)
            .Exactly();
        yield return new OpCase("half precision", new Dequantize(ElementType.Float32))
            .Input<Half>([2], (Half)1.5f, (Half)(-2))
            .Expect<float>([2], 1.5f, -2)
            .Exactly();
        yield return new OpCase("no scale", new Dequantize(ElementType.Float32))
            .Input<sbyte>([1], 1)
            .Refused("without scale and zero point");
    }
}
