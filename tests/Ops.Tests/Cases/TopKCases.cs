namespace NnBridge.Ops.Tests.Cases;

public sealed class TopKCases : OpCases<TopK>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two of four", new TopK(ElementType.Int32))
            .Input<float>([1, 4], 1, 4, 4, 2)
            .Const<int>([], 2)
            .Expect<float>([1, 2], 4, 4)
            .Expect<int>([1, 2], 1, 2)
            .Exactly();
        yield return new OpCase("more than there are", new TopK(ElementType.Int32))
            .Input<float>([2], 1, 2)
            .Const<int>([], 3)
            .Refused("expected one number up to 2");
    }
}
