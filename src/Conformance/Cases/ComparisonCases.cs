namespace NnBridge.Conformance.Cases;

internal sealed class ComparisonCases : OpCases<Comparison>
{
    public override IEnumerable<OpCase> Cases()
    {
        foreach ((ComparisonKind kind, Func<float, float, bool> definition) in new (ComparisonKind, Func<float, float, bool>)[]
            {
                (ComparisonKind.Equal, (a, b) => a == b), (ComparisonKind.NotEqual, (a, b) => a != b), (ComparisonKind.Less, (a, b) => a < b),
                (ComparisonKind.LessOrEqual, (a, b) => a <= b), (ComparisonKind.Greater, (a, b) => a > b), (ComparisonKind.GreaterOrEqual, (a, b) => a >= b),
            })
            yield return new OpCase($"{kind} by definition", new Comparison(kind))
                .Input([5], 1, 2, 3, float.NaN, float.PositiveInfinity)
                .Input<float>([5], 2, 2, 2, 2, 2)
                .Expect([5], definition(1, 2), definition(2, 2), definition(3, 2), definition(float.NaN, 2), definition(float.PositiveInfinity, 2))
                .Exactly();
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
