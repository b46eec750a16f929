namespace NnBridge.Conformance.Cases;

internal sealed class TileCases : OpCases<Tile>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two by three", new Tile())
            .Input<int>([1, 2], 1, 2)
            .Const<int>([2], 2, 2)
            .Expect<int>([2, 4], 1, 2, 1, 2, 1, 2, 1, 2)
            .Exactly();
    }
}
