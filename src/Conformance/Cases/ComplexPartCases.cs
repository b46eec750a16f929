namespace NnBridge.Conformance.Cases;

internal sealed class ComplexPartCases : OpCases<ComplexPart>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("distance from zero", new ComplexPart(ComplexPartKind.Abs))
            .Input<Complex64>([2], new Complex64(3, 4), new Complex64(0, -2))
            .Expect<float>([2], 5, 2);
        yield return new OpCase("imaginary part", new ComplexPart(ComplexPartKind.Imaginary))
            .Input<Complex64>([2], new Complex64(3, 4), new Complex64(0, -2))
            .Expect<float>([2], 4, -2)
            .Exactly();
    }
}
