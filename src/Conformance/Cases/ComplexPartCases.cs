namespace NnBridge.Conformance.Cases;

internal sealed class ComplexPartCases : OpCases<ComplexPart>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("real part", new ComplexPart(ComplexPartKind.Real))
            .Input<Complex64>([2], new Complex64(3, 4), new Complex64(0, -2))
            .Expect<float>([2], 3, 0)
            .Exactly();
        yield return new OpCase("angle", new ComplexPart(ComplexPartKind.Angle))
            .Input<Complex64>([3], new Complex64(3, 4), new Complex64(0, -2), new Complex64(-1, 0))
            .Expect<float>([3], 0.92729522f, -1.57079633f, 3.14159265f);
        yield return new OpCase("distance from zero", new ComplexPart(ComplexPartKind.Abs))
            .Input<Complex64>([2], new Complex64(3, 4), new Complex64(0, -2))
            .Expect<float>([2], 5, 2);
        yield return new OpCase("imaginary part", new ComplexPart(ComplexPartKind.Imaginary))
            .Input<Complex64>([2], new Complex64(3, 4), new Complex64(0, -2))
            .Expect<float>([2], 4, -2)
            .Exactly();
    }
}
