namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class TriluCases : OpCases<Trilu>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("lower", new Trilu(Upper: false))
            .Input<long>([2, 3, 3], 5, 0, 3, 3, 7, 9, 3, 5, 2, 4, 7, 6, 8, 8, 1, 6, 7, 7)
            .Expect<long>([2, 3, 3], 5, 0, 0, 3, 7, 0, 3, 5, 2, 4, 0, 0, 8, 8, 0, 6, 7, 7)
            .Exactly();
        yield return new OpCase("lower, below the diagonal", new Trilu(Upper: false))
            .Input<long>([2, 3, 3], 5, 0, 3, 3, 7, 9, 3, 5, 2, 4, 7, 6, 8, 8, 1, 6, 7, 7)
            .Const<long>([], -1)
            .Expect<long>([2, 3, 3], 0, 0, 0, 3, 0, 0, 3, 5, 0, 0, 0, 0, 8, 0, 0, 6, 7, 0)
            .Exactly();
        yield return new OpCase("lower, diagonal beyond the matrix", new Trilu(Upper: false))
            .Input<long>([4, 5], 5, 0, 3, 3, 7, 9, 3, 5, 2, 4, 7, 6, 8, 8, 1, 6, 7, 7, 8, 1)
            .Const<long>([], 6)
            .Expect<long>([4, 5], 5, 0, 3, 3, 7, 9, 3, 5, 2, 4, 7, 6, 8, 8, 1, 6, 7, 7, 8, 1)
            .Exactly();
        yield return new OpCase("lower, empty", new Trilu(Upper: false))
            .Input<long>([3, 0, 5])
            .Input<long>([], 6)
            .Expect<long>([3, 0, 5])
            .Exactly();
        yield return new OpCase("upper", new Trilu(Upper: true))
            .Input<long>([4, 5], 5, 0, 3, 3, 7, 9, 3, 5, 2, 4, 7, 6, 8, 8, 1, 6, 7, 7, 8, 1)
            .Expect<long>([4, 5], 5, 0, 3, 3, 7, 0, 3, 5, 2, 4, 0, 0, 8, 8, 1, 0, 0, 0, 8, 1)
            .Exactly();
        yield return new OpCase("upper, above the diagonal", new Trilu(Upper: true))
            .Input<long>([4, 5], 5, 0, 3, 3, 7, 9, 3, 5, 2, 4, 7, 6, 8, 8, 1, 6, 7, 7, 8, 1)
            .Input<long>([], 2)
            .Expect<long>([4, 5], 0, 0, 3, 3, 7, 0, 0, 0, 2, 4, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0)
            .Exactly();
        yield return new OpCase("upper, one row", new Trilu(Upper: true))
            .Input<long>([3, 1, 5], 5, 0, 3, 3, 7, 9, 3, 5, 2, 4, 7, 6, 8, 8, 1)
            .Input<long>([], 1)
            .Expect<long>([3, 1, 5], 0, 0, 3, 3, 7, 0, 3, 5, 2, 4, 0, 6, 8, 8, 1)
            .Exactly();
        yield return new OpCase("a list is no matrix", new Trilu(Upper: true))
            .Input<float>([3], 1, 2, 3)
            .Refused("expected at least 2 dimension");
    }
}
