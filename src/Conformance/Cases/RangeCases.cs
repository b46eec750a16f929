namespace NnBridge.Conformance.Cases;

internal sealed class RangeCases : OpCases<Ops.Range>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("integers down", new Ops.Range())
            .Const<int>([], 5)
            .Const<int>([], 0)
            .Const<int>([], -2)
            .Expect<int>([3], 5, 3, 1)
            .Exactly();
    }
}
