namespace NnBridge.Conformance.Cases;

internal sealed class ExpandDimsCases : OpCases<ExpandDims>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("at the end", new ExpandDims())
            .Input<float>([2], 1, 2).Const<int>([1], -1)
            .Expect<float>([2, 1], 1, 2);
        yield return new OpCase("scalar axis", new ExpandDims())
            .Input<float>([2], 1, 2).Const<int>([], 0)
            .Expect<float>([1, 2], 1, 2);
        yield return new OpCase("two at once", new ExpandDims())
            .Input<byte>([2, 2], 1, 2, 3, 4).Const<long>([2], 0, 2)
            .Expect<byte>([1, 2, 1, 2], 1, 2, 3, 4);
        yield return new OpCase("twice the same", new ExpandDims())
            .Input<byte>([1], 1).Const<long>([2], 0, -3)
            .Refused("one position twice");
        yield return new OpCase("outside", new ExpandDims())
            .Input<byte>([1], 1).Const<long>([1], 2)
            .Refused("axis 2 is outside");
    }
}
