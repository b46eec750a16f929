namespace NnBridge.Ops.Tests.Cases;

public sealed class UniqueCases : OpCases<Unique>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("in order of appearance", new Unique(ElementType.Int32))
            .Input<int>([5], 7, 3, 7, 9, 3)
            .Expect<int>([3], 7, 3, 9)
            .Expect<int>([5], 0, 1, 0, 2, 1)
            .Exactly();
    }
}
