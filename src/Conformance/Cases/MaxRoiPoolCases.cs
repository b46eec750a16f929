namespace NnBridge.Conformance.Cases;

internal sealed class MaxRoiPoolCases : OpCases<MaxRoiPool>
{
    public override IEnumerable<OpCase> Cases()
    {
        // Columns 0 … 3: cells of two columns each; the second region lies beyond the right border.
        yield return new OpCase("two regions", new MaxRoiPool(1, 2) { SpatialScale = 0.5f })
            .Input<float>([1, 2, 4, 1], 1, 2, 3, 4, 8, 7, 6, 5)
            .Const<float>([2, 5], 0, 0, 0, 6, 2, 0, 20, 0, 30, 2)
            .Expect<float>([2, 1, 2, 1], 8, 6, 0, 0)
            .Exactly();
        yield return new OpCase("four numbers per region", new MaxRoiPool(1, 1))
            .Input<float>([1, 1, 1, 1], 1)
            .Const<float>([1, 4], 0, 0, 0, 0)
            .Refused("expected 5 numbers per region");
    }
}
