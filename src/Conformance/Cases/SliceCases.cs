namespace NnBridge.Conformance.Cases;

internal sealed class SliceCases : OpCases<Slice>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("block", new Slice())
            .Input<float>([3, 3], 1, 2, 3, 4, 5, 6, 7, 8, 9).Const<int>([2], 1, 0).Const<int>([2], 2, 2)
            .Expect<float>([2, 2], 4, 5, 7, 8);
        yield return new OpCase("to the end", new Slice())
            .Input<short>([2, 3], 1, 2, 3, 4, 5, 6).Const<long>([2], 0, 1).Const<long>([2], 1, -1)
            .Expect<short>([1, 2], 2, 3);
        yield return new OpCase("begin at run time", new Slice())
            .Input<int>([4], 1, 2, 3, 4).Input<int>([1], 2).Const<int>([1], 2)
            .Expect<int>([2], 3, 4);
        yield return new OpCase("empty", new Slice())
            .Input<int>([2], 1, 2).Const<int>([1], 2).Const<int>([1], 0)
            .Expect<int>([0]);
        yield return new OpCase("outside", new Slice())
            .Input<int>([2], 1, 2).Const<int>([1], 1).Const<int>([1], 2)
            .Refused("are outside of 2");
        yield return new OpCase("negative begin", new Slice())
            .Input<int>([2], 1, 2).Const<int>([1], -1).Const<int>([1], 1)
            .Refused("begin -1");
    }
}
