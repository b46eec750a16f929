namespace NnBridge.Conformance.Cases;

internal sealed class NonZeroCases : OpCases<NonZero>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("of a matrix", new NonZero(ElementType.Int64))
            .Input<bool>([2, 2], true, false, false, true)
            .Expect<long>([2, 2], 0, 0, 1, 1)
            .Exactly();
    }
}
