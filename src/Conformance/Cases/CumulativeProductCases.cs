namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class CumulativeProductCases : OpCases<CumulativeProduct>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("along rows", new CumulativeProduct())
            .Input<double>([2, 3], 1, 2, 3, 4, 5, 6)
            .Const<int>([], 1)
            .Expect<double>([2, 3], 1, 2, 6, 4, 20, 120)
            .Exactly();
        yield return new OpCase("exclusive integers", new CumulativeProduct { Exclusive = true })
            .Input<int>([5], 1, 2, 3, 4, 5)
            .Const<int>([], 0)
            .Expect<int>([5], 1, 1, 2, 6, 24)
            .Exactly();
        yield return new OpCase("from the end", new CumulativeProduct { Reverse = true })
            .Input<double>([5], 1, 2, 3, 4, 5)
            .Const<int>([], 0)
            .Expect<double>([5], 120, 120, 60, 20, 5)
            .Exactly();
        yield return new OpCase("from the end, exclusive", new CumulativeProduct { Exclusive = true, Reverse = true })
            .Input<double>([5], 1, 2, 3, 4, 5)
            .Const<int>([], 0)
            .Expect<double>([5], 120, 60, 20, 5, 1)
            .Exactly();
    }
}
