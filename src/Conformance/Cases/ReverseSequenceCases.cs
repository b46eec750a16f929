namespace NnBridge.Conformance.Cases;

internal sealed class ReverseSequenceCases : OpCases<ReverseSequence>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("lengths differ", new ReverseSequence(1, 0))
            .Input<int>([2, 3], 1, 2, 3, 4, 5, 6)
            .Input<int>([2], 2, 3)
            .Expect<int>([2, 3], 2, 1, 3, 6, 5, 4)
            .Exactly();
    }
}
