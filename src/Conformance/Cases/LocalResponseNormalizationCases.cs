namespace NnBridge.Conformance.Cases;

internal sealed class LocalResponseNormalizationCases : OpCases<LocalResponseNormalization>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("neighbours count", new LocalResponseNormalization(1) { Bias = 1, Alpha = 1, Beta = 0.5f })
            .Input<float>([1, 1, 1, 3], 1, 2, 3)
            .Expect<float>([1, 1, 1, 3], 0.40824829f, 0.5163978f, 0.80178373f);
    }
}
