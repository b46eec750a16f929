namespace NnBridge.Conformance.Cases;

internal sealed class SignalFftAutoScaleCases : OpCases<SignalFftAutoScale>
{
    public override IEnumerable<OpCase> Cases()
    {
        // 1000 takes 10 of 15 bits.
        yield return new OpCase("up to the largest", new SignalFftAutoScale())
            .Input<short>([4], 1, -1000, 7, 0)
            .Expect<short>([4], 32, -32000, 224, 0)
            .Expect<int>([], 5)
            .Exactly();
        yield return new OpCase("nothing but zeros", new SignalFftAutoScale())
            .Input<short>([2], 0, 0)
            .Expect<short>([2], 0, 0)
            .Expect<int>([], 0)
            .Exactly();
        yield return new OpCase("full range", new SignalFftAutoScale())
            .Input<short>([2], 5, -32768)
            .Expect<short>([2], 5, -32768)
            .Expect<int>([], 0)
            .Exactly();
        // The magnitude of -32768 is taken for less than any other that follows.
        yield return new OpCase("after the smallest number", new SignalFftAutoScale())
            .Input<short>([2], -32768, 5)
            .Expect<short>([2], 0, 20480)
            .Expect<int>([], 12)
            .Exactly();
    }
}
