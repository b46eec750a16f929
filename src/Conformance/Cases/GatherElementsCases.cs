namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class GatherElementsCases : OpCases<GatherElements>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("second axis", new GatherElements(1))
            .Input<float>([2, 2], 1, 2, 3, 4)
            .Input<long>([2, 2], 0, 0, 1, 0)
            .Expect<float>([2, 2], 1, 1, 4, 3)
            .Exactly();
        yield return new OpCase("fewer rows than x", new GatherElements(0))
            .Input<float>([3, 3], 1, 2, 3, 4, 5, 6, 7, 8, 9)
            .Input<long>([2, 3], 1, 2, 0, 2, 0, 0)
            .Expect<float>([2, 3], 4, 8, 3, 7, 2, 3)
            .Exactly();
        yield return new OpCase("negative indices", new GatherElements(-2))
            .Input<float>([3, 3], 1, 2, 3, 4, 5, 6, 7, 8, 9)
            .Input<long>([2, 3], -1, -2, 0, -2, 0, 0)
            .Expect<float>([2, 3], 7, 5, 3, 4, 2, 3)
            .Exactly();
        yield return new OpCase("indices wider than x", new GatherElements(0))
            .Input<float>([2, 2], 1, 2, 3, 4)
            .Input<int>([1, 3], 0, 0, 0)
            .Refused("larger along axis 1");
    }
}
