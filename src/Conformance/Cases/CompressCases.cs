namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class CompressCases : OpCases<Compress>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("rows", new Compress(0))
            .Input<float>([3, 2], 1, 2, 3, 4, 5, 6)
            .Input<bool>([3], false, true, true)
            .Expect<float>([2, 2], 3, 4, 5, 6)
            .Exactly();
        yield return new OpCase("columns, condition shorter than the axis", new Compress(-1))
            .Input<float>([3, 2], 1, 2, 3, 4, 5, 6)
            .Input<bool>([2], false, true)
            .Expect<float>([3, 1], 2, 4, 6)
            .Exactly();
        yield return new OpCase("constant condition", new Compress(1))
            .Input<float>([3, 2], 1, 2, 3, 4, 5, 6)
            .Const<bool>([2], false, true)
            .Expect<float>([3, 1], 2, 4, 6)
            .Exactly();
        yield return new OpCase("all elements", new Compress(null))
            .Input<float>([3, 2], 1, 2, 3, 4, 5, 6)
            .Input<bool>([5], false, true, false, false, true)
            .Expect<float>([2], 2, 5)
            .Exactly();
        yield return new OpCase("condition longer than the axis", new Compress(0))
            .Input<float>([2], 1, 2)
            .Const<bool>([3], true, true, true)
            .Refused("longer than axis 0");
    }
}
