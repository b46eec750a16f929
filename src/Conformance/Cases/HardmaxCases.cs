namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class HardmaxCases : OpCases<Hardmax>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("last axis, the first of equals", new Hardmax(-1))
            .Input<float>([4, 4], 3, 0, 1, 2, 2, 5, 1, 0, 0, 1, 3, 2, 0, 1, 2, 3)
            .Expect<float>([4, 4], 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)
            .Exactly();
        yield return new OpCase("first axis", new Hardmax(0))
            .Input<double>([2, 2], 1, 5, 2, 4)
            .Expect<double>([2, 2], 0, 1, 1, 0)
            .Exactly();
    }
}
