namespace NnBridge.Conformance.Cases;

internal sealed class ShapeOfCases : OpCases<ShapeOf>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("all", new ShapeOf(ElementType.Int32))
            .Input<float>([1, 1, 2], 1, 2)
            .Expect<int>([3], 1, 1, 2)
            .Exactly();
        yield return new OpCase("part", new ShapeOf(ElementType.Int64) { Start = -1 })
            .Input<float>([1, 1, 2], 1, 2)
            .Expect<long>([1], 2)
            .Exactly();
    }
}
