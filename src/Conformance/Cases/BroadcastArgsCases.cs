namespace NnBridge.Conformance.Cases;

internal sealed class BroadcastArgsCases : OpCases<BroadcastArgs>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("ranks differ", new BroadcastArgs())
            .Input<int>([3], 2, 1, 4)
            .Input<int>([2], 3, 1)
            .Expect<int>([3], 2, 3, 4)
            .Exactly();
    }
}
