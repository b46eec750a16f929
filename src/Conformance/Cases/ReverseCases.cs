namespace NnBridge.Conformance.Cases;

internal sealed class ReverseCases : OpCases<Reverse>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two axes", new Reverse())
            .Input<float>([2, 2], 1, 2, 3, 4)
            .Const<int>([2], 0, -1)
            .Expect<float>([2, 2], 4, 3, 2, 1)
            .Exactly();
    }
}
