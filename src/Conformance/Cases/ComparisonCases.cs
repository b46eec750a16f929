namespace NnBridge.Conformance.Cases;

internal sealed class ComparisonCases : OpCases<Comparison>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("less", new Comparison(ComparisonKind.Less))
            .Input<float>([4], 1, 2, 3, float.NaN)
            .Input<float>([1], 2)
            .Expect<bool>([4], true, false, false, false)
            .Exactly();
        yield return new OpCase("quantized equality is of real numbers", new Comparison(ComparisonKind.Equal))
            .Input<sbyte>([2], QuantizationInfo.PerTensor(0.5f, 0), 4, 3)
            .Input<sbyte>([2], QuantizationInfo.PerTensor(0.25f, 2), 10, 10)
            .Expect<bool>([2], true, false)
            .Exactly();
    }
}
