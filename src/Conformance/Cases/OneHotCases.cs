namespace NnBridge.Conformance.Cases;

internal sealed class OneHotCases : OpCases<OneHot>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("outside is off", new OneHot(-1))
            .Input<int>([3], 0, 2, 5)
            .Const<int>([], 3)
            .Const<float>([], 1)
            .Const<float>([], 0)
            .Expect<float>([3, 3], 1, 0, 0, 0, 0, 1, 0, 0, 0)
            .Exactly();
    }
}
