namespace NnBridge.Conformance.Cases;

internal sealed class Rfft2dCases : OpCases<Rfft2d>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("four samples", new Rfft2d())
            .Input<float>([1, 4], 1, 2, 3, 4)
            .Const<int>([2], 1, 4)
            .Expect<Complex64>([1, 3], new Complex64(10, 0), new Complex64(-2, 2), new Complex64(-2, 0));
        yield return new OpCase("a length that is no power of two", new Rfft2d())
            .Input<float>([1, 3], 1, 2, 4)
            .Const<int>([2], 1, 3)
            .Expect<Complex64>([1, 2], new Complex64(7, 0), new Complex64(-2, 1.7320508f));
    }
}
