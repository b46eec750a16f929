namespace NnBridge.Conformance.Cases;

internal sealed class DepthToSpaceCases : OpCases<DepthToSpace>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two by two", new DepthToSpace(2))
            .Input<float>([1, 1, 1, 4], 1, 2, 3, 4)
            .Expect<float>([1, 2, 2, 1], 1, 2, 3, 4)
            .Exactly();
        yield return new OpCase("channel by channel", new DepthToSpace(2) { ChannelMajor = true })
            .Input<int>([1, 1, 1, 8], 1, 2, 3, 4, 5, 6, 7, 8)
            .Expect<int>([1, 2, 2, 2], 1, 5, 2, 6, 3, 7, 4, 8)
            .Exactly();
    }
}
