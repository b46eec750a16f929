namespace NnBridge.Conformance.Cases;

internal sealed class GatherNdCases : OpCases<GatherNd>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("rows and single elements", new GatherNd())
            .Input<float>([2, 2], 1, 2, 3, 4)
            .Input<int>([2, 1], 1, 0)
            .Expect<float>([2, 2], 3, 4, 1, 2)
            .Exactly();
        yield return new OpCase("negative index", new GatherNd())
            .Input<int>([2, 2], 1, 2, 3, 4)
            .Input<long>([2], -1, 0)
            .Expect<int>([], 3)
            .Exactly();
    }
}
