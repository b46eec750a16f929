namespace NnBridge.Conformance.Cases;

internal sealed class BatchToSpaceCases : OpCases<BatchToSpace>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("blocks of two with a crop", new BatchToSpace())
            .Input<float>([4, 1, 2, 1], 1, 2, 3, 4, 5, 6, 7, 8)
            .Const<int>([2], 2, 2)
            .Const<int>([2, 2], 0, 0, 0, 1)
            .Expect<float>([1, 2, 3, 1], 1, 3, 2, 5, 7, 6)
            .Exactly();
    }
}
