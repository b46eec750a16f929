namespace NnBridge.Conformance.Cases;

internal sealed class MatrixDiagCases : OpCases<MatrixDiag>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two by two", new MatrixDiag())
            .Input<float>([1, 2], 1, 2)
            .Expect<float>([1, 2, 2], 1, 0, 0, 2)
            .Exactly();
    }
}
