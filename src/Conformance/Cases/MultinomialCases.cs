namespace NnBridge.Conformance.Cases;

internal sealed class MultinomialCases : OpCases<Multinomial>
{
    public override IEnumerable<OpCase> Cases()
    {
        // One quarter, three quarters and nothing; then one quarter, one quarter and one half.
        yield return new OpCase("two rows", new Multinomial(ElementType.Int64) { Seed = 3 })
            .Input<float>([2, 3], 0, 1.0986123f, float.NegativeInfinity, 5, 5, 5.6931472f)
            .Const<int>([], 4)
            .Expect<long>([2, 4], 1, 1, 1, 1, 2, 2, 0, 0)
            .Exactly();
        yield return new OpCase("no classes", new Multinomial(ElementType.Int32))
            .Input<float>([1, 0])
            .Const<int>([], 1)
            .Refused("expected at least one class");
    }
}
