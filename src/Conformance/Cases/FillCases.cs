namespace NnBridge.Conformance.Cases;

internal sealed class FillCases : OpCases<Fill>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two by three", new Fill())
            .Const<int>([2], 2, 3)
            .Const<float>([], 7)
            .Expect<float>([2, 3], 7, 7, 7, 7, 7, 7)
            .Exactly();
    }
}
