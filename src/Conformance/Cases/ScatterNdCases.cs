namespace NnBridge.Conformance.Cases;

internal sealed class ScatterNdCases : OpCases<ScatterNd>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("adds where indices repeat", new ScatterNd { Reduction = ScatterReduction.Add })
            .Input<float>([3], 1, 1, 1)
            .Input<int>([3, 1], 0, 2, 2)
            .Input<float>([3], 5, 6, 7)
            .Expect<float>([3], 6, 1, 14)
            .Exactly();
        yield return new OpCase("replaces rows", new ScatterNd())
            .Input<int>([2, 2], 1, 2, 3, 4)
            .Input<int>([1, 1], 1)
            .Input<int>([1, 2], 8, 9)
            .Expect<int>([2, 2], 1, 2, 8, 9)
            .Exactly();
    }
}
