namespace NnBridge.Conformance.Cases;

internal sealed class SpaceToDepthCases : OpCases<SpaceToDepth>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two by two", new SpaceToDepth(2))
            .Input<float>([1, 2, 2, 1], 1, 2, 3, 4)
            .Expect<float>([1, 1, 1, 4], 1, 2, 3, 4)
            .Exactly();
    }
}
