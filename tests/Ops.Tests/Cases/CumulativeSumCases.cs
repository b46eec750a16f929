namespace NnBridge.Ops.Tests.Cases;

public sealed class CumulativeSumCases : OpCases<CumulativeSum>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("forward", new CumulativeSum())
            .Input<float>([2, 2], 1, 2, 3, 4)
            .Const<int>([], 1)
            .Expect<float>([2, 2], 1, 3, 3, 7)
            .Exactly();
        yield return new OpCase("from the end, exclusive", new CumulativeSum { Exclusive = true, Reverse = true })
            .Input<int>([3], 1, 2, 3)
            .Const<int>([], 0)
            .Expect<int>([3], 5, 3, 0)
            .Exactly();
    }
}
