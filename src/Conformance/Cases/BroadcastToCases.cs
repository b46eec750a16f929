namespace NnBridge.Conformance.Cases;

internal sealed class BroadcastToCases : OpCases<BroadcastTo>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("a row and a column", new BroadcastTo())
            .Input<float>([2, 1], 1, 2)
            .Const<int>([3], 2, 2, 3)
            .Expect<float>([2, 2, 3], 1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2)
            .Exactly();
    }
}
