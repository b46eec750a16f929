namespace NnBridge.Conformance.Cases;

internal sealed class CumulativeSumCases : OpCases<CumulativeSum>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("forward", new CumulativeSum())
            .Input<float>([2, 2], 1, 2, 3, 4)
            .Const<int>([], 1)
            .Expect<float>([2, 2], 1, 3, 3, 7)
            .Exactly();
        yield return new OpCase("from the end, exclusive", new CumulativeSum { Exclusive = true, Reverse = true })
            .Input<int>([3], 1, 2, 3)
            .Const<int>([], 0)
            .Expect<int>([3], 5, 3, 0)
            .Exactly();
        yield return new OpCase("negative axis, Float64", new CumulativeSum())
            .Input<double>([2, 3], 1, 2, 3, 4, 5, 6)
            .Const<int>([], -1)
            .Expect<double>([2, 3], 1, 3, 6, 4, 9, 15)
            .Exactly();
        yield return new OpCase("unsigned integers wrap around", new CumulativeSum())
            .Input<byte>([3], 200, 100, 1)
            .Const<int>([], 0)
            .Expect<byte>([3], 200, 44, 45)
            .Exactly();
        yield return new OpCase("brain floats", new CumulativeSum())
            .Input<BFloat16>([2], (BFloat16)1, (BFloat16)2)
            .Const<int>([], 0)
            .Expect<BFloat16>([2], (BFloat16)1, (BFloat16)3)
            .Exactly();
    }
}
