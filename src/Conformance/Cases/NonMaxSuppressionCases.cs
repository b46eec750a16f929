namespace NnBridge.Conformance.Cases;

internal sealed class NonMaxSuppressionCases : OpCases<NonMaxSuppression>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("one of two overlapping boxes", new NonMaxSuppression())
            .Input<float>([3, 4], 0, 0, 1, 1, 0, 0.1f, 1, 1.1f, 5, 5, 6, 6)
            .Input<float>([3], 0.8f, 0.9f, 0.7f)
            .Const<int>([], 3)
            .Const<float>([], 0.5f)
            .Const<float>([], 0)
            .Expect<int>([3], 1, 2, 0)
            .Expect<float>([3], 0.9f, 0.7f, 0)
            .Expect<int>([], 2);
    }
}
