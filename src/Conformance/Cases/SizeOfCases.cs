namespace NnBridge.Conformance.Cases;

internal sealed class SizeOfCases : OpCases<SizeOf>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("of six elements", new SizeOf(ElementType.Int64))
            .Input<float>([2, 3], 1, 2, 3, 4, 5, 6)
            .Expect<long>([], 6)
            .Exactly();
    }
}
