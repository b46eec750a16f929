namespace NnBridge.Conformance.Cases;

internal sealed class BitcastCases : OpCases<Bitcast>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("float bits", new Bitcast(ElementType.Int32))
            .Input<float>([2], 1, -2)
            .Expect<int>([2], 0x3F800000, unchecked((int)0xC0000000))
            .Exactly();
        yield return new OpCase("to narrower", new Bitcast(ElementType.UInt8))
            .Input<int>([1], 0x04030201)
            .Expect<byte>([1, 4], 1, 2, 3, 4)
            .Exactly();
    }
}
