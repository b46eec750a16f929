namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class TensorScatterCases : OpCases<TensorScatter>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("four dimensions", new TensorScatter(-2))
            .Input<float>([2, 1, 4, 5], 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 8, 7, 6, 5,
                4, 4, 3, 2, 1, 0)
            .Input<float>([2, 1, 1, 5], 5, 5, 5, 5, 5, 1, 1, 1, 1, 1)
            .Input<long>([2], 1, 2)
            .Expect<float>([2, 1, 4, 5], 1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 8, 7, 6, 5, 4, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 1, 1, 1, 1,
                1, 4, 3, 2, 1, 0)
            .Exactly();
        yield return new OpCase("two entries at a time", new TensorScatter(1))
            .Input<float>([3, 4, 5], 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 5, 4, 3, 2, 1, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4,
                5, 4, 3, 2, 1, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 5, 4, 3, 2, 1)
            .Input<float>([3, 2, 5], 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3)
            .Input<long>([3], 1, 2, 0)
            .Expect<float>([3, 4, 5], 1, 2, 3, 4, 5, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 4, 3, 2, 1, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 6, 6, 6, 6, 6,
                7, 7, 7, 7, 7, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 8, 7, 6, 5, 4, 5, 4, 3, 2, 1)
            .Exactly();
        yield return new OpCase("wraps around", new TensorScatter(1) { Circular = true })
            .Input<int>([1, 3], 1, 2, 3)
            .Input<int>([1, 2], 8, 9)
            .Input<long>([1], 2)
            .Expect<int>([1, 3], 9, 2, 8)
            .Exactly();
        yield return new OpCase("no place given", new TensorScatter(1))
            .Input<int>([1, 3], 1, 2, 3)
            .Input<int>([1, 2], 8, 9)
            .Expect<int>([1, 3], 8, 9, 3)
            .Exactly();
    }
}
