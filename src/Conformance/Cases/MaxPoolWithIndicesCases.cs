namespace NnBridge.Conformance.Cases;

internal sealed class MaxPoolWithIndicesCases : OpCases<MaxPoolWithIndices>
{
    public override IEnumerable<OpCase> Cases()
    {
        // Two channels: 1 5 / 2 0 / 3 4 / -1 7 in rows of four, the other one its negative.
        float[] x = [1, -1, 5, -5, 2, -2, 0, 0, 3, -3, 4, -4, -1, 1, 7, -7];
        yield return new OpCase("places in the window", new MaxPoolWithIndices([2, 2], [2, 2], Padding.Valid) { Indexing = PoolIndexing.Window })
            .Input<float>([1, 2, 4, 2], x)
            .Expect<float>([1, 1, 2, 2], 5, -1, 7, 1)
            .Expect<long>([1, 1, 2, 2], 1, 0, 3, 2)
            .Exactly();
        yield return new OpCase("places in the tensor", new MaxPoolWithIndices([2, 2], [2, 2], Padding.Valid))
            .Input<float>([1, 2, 4, 2], x)
            .Expect<float>([1, 1, 2, 2], 5, -1, 7, 1)
            .Expect<long>([1, 1, 2, 2], 1, 8, 7, 14)
            .Exactly();
        yield return new OpCase("columns first", new MaxPoolWithIndices([2, 2], [2, 2], Padding.Valid) { Indexing = PoolIndexing.ChannelsFirstColumnMajor })
            .Input<float>([1, 2, 4, 2], x)
            .Expect<float>([1, 1, 2, 2], 5, -1, 7, 1)
            .Expect<long>([1, 1, 2, 2], 2, 8, 7, 13)
            .Exactly();
        // test_maxpool_with_argmax_2d_precomputed_pads of ONNX.
        yield return new OpCase("padding", new MaxPoolWithIndices([5, 5], [1, 1], Padding.Explicit([2, 2], [2, 2])))
            .Input<byte>([1, 5, 5, 1], [.. Enumerable.Range(1, 25).Select(i => (byte)i)])
            .Expect<byte>([1, 5, 5, 1], 13, 14, 15, 15, 15, 18, 19, 20, 20, 20, 23, 24, 25, 25, 25, 23, 24, 25, 25, 25, 23, 24, 25, 25, 25)
            .Expect<long>([1, 5, 5, 1], 12, 13, 14, 14, 14, 17, 18, 19, 19, 19, 22, 23, 24, 24, 24, 22, 23, 24, 24, 24, 22, 23, 24, 24, 24)
            .Exactly();
        yield return new OpCase("padding counts in the window", new MaxPoolWithIndices([3], [2], Padding.SameUpper) { Indexing = PoolIndexing.Window, Activation = Activation.Relu6 })
            .Input<float>([1, 3, 1], 1, 9, float.NaN)
            .Expect<float>([1, 2, 1], 6, 6)
            .Expect<long>([1, 2, 1], 2, 0)
            .Exactly();
        yield return new OpCase("the window does not fit", new MaxPoolWithIndices([4], [1], Padding.Valid))
            .Input<float>([1, 3, 1], 1, 2, 3)
            .Refused("window of 4 does not fit");
    }
}
