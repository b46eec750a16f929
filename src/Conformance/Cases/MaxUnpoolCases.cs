namespace NnBridge.Conformance.Cases;

internal sealed class MaxUnpoolCases : OpCases<MaxUnpool>
{
    public override IEnumerable<OpCase> Cases()
    {
        // test_maxunpool_export_without_output_shape of ONNX.
        yield return new OpCase("places in the tensor", new MaxUnpool([2, 2], [2, 2], Padding.Valid))
            .Input<float>([1, 2, 2, 1], 1, 2, 3, 4)
            .Input<long>([1, 2, 2, 1], 5, 7, 13, 15)
            .Expect<float>([1, 4, 4, 1], 0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4)
            .Exactly();
        yield return new OpCase("columns first, two channels", new MaxUnpool([2, 2], [2, 2], Padding.Valid) { Indexing = PoolIndexing.ChannelsFirstColumnMajor })
            .Input<int>([1, 1, 2, 2], 5, -1, 7, 1)
            .Input<long>([1, 1, 2, 2], 2, 8, 7, 13)
            .Expect<int>([1, 2, 4, 2], 0, -1, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 7, 0)
            .Exactly();
        yield return new OpCase("places in the window", new MaxUnpool([2, 2], [2, 2], Padding.Valid) { Indexing = PoolIndexing.Window })
            .Input<float>([1, 1, 2, 2], 5, -1, 7, 1)
            .Input<long>([1, 1, 2, 2], 1, 0, 3, 2)
            .Expect<float>([1, 2, 4, 2], 0, -1, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 7, 0)
            .Exactly();
        yield return new OpCase("overlapping windows with padding", new MaxUnpool([3], [1], Padding.Explicit([1], [1])) { Indexing = PoolIndexing.Window })
            .Input<sbyte>([1, 3, 1], 9, 9, 8)
            .Input<long>([1, 3, 1], 2, 1, 1)
            .Expect<sbyte>([1, 3, 1], 0, 9, 8)
            .Exactly();
        yield return new OpCase("places are not as many as maxima", new MaxUnpool([2], [2], Padding.Valid))
            .Input<float>([1, 2, 1], 1, 2)
            .Input<long>([1, 3, 1], 1, 2, 3)
            .Refused("expected shape [1, 2, 1]");
    }
}
