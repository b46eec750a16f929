namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class DeterminantCases : OpCases<Determinant>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("one matrix", new Determinant())
            .Input<float>([2, 2], 0, 1, 2, 3)
            .Expect<float>([], -2);
        yield return new OpCase("several", new Determinant())
            .Input<float>([3, 2, 2], 1, 2, 3, 4, 1, 2, 2, 1, 1, 3, 3, 1)
            .Expect<float>([3], -2, -3, -8);
        yield return new OpCase("a zero at the first place", new Determinant())
            .Input<double>([3, 3], 0, 2, 0, 3, 0, 0, 0, 0, 4)
            .Expect<double>([], -24)
            .Exactly();
        yield return new OpCase("not square", new Determinant())
            .Input<float>([1, 2], 1, 2)
            .Refused("number of rows and columns is 1 and 2");
    }
}
