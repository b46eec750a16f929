namespace NnBridge.Conformance.Cases;

internal sealed class MatrixSetDiagCases : OpCases<MatrixSetDiag>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("wide matrix", new MatrixSetDiag())
            .Input<int>([2, 3], 1, 2, 3, 4, 5, 6)
            .Input<int>([2], 0, 0)
            .Expect<int>([2, 3], 0, 2, 3, 4, 0, 6)
            .Exactly();
    }
}
