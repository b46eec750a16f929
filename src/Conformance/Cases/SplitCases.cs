namespace NnBridge.Conformance.Cases;

internal sealed class SplitCases : OpCases<Split>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("equal parts", new Split(1, 2))
            .Input<float>([2, 4], 1, 2, 3, 4, 5, 6, 7, 8)
            .Expect<float>([2, 2], 1, 2, 5, 6).Expect<float>([2, 2], 3, 4, 7, 8);
        yield return new OpCase("last part smaller", new Split(-1, 3))
            .Input<int>([5], 1, 2, 3, 4, 5)
            .Expect<int>([2], 1, 2).Expect<int>([2], 3, 4).Expect<int>([1], 5);
        yield return new OpCase("stated sizes", new Split(0, 3))
            .Input<byte>([4, 1], 1, 2, 3, 4).Const<int>([3], 1, 0, -1)
            .Expect<byte>([1, 1], 1).Expect<byte>([0, 1]).Expect<byte>([3, 1], 2, 3, 4);
        yield return new OpCase("sizes do not add up", new Split(0, 2))
            .Input<byte>([4], 1, 2, 3, 4).Const<int>([2], 1, 2)
            .Refused("do not add up to 4");
        yield return new OpCase("sizes too large", new Split(0, 2))
            .Input<byte>([4], 1, 2, 3, 4).Const<int>([2], 5, -1)
            .Refused("size of the open piece");
        yield return new OpCase("more parts than elements", new Split(0, 4))
            .Input<byte>([2], 1, 2)
            .Expect<byte>([1], 1).Expect<byte>([1], 2).Expect<byte>([0]).Expect<byte>([0]);
    }
}
