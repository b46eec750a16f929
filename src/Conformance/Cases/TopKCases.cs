namespace NnBridge.Conformance.Cases;

internal sealed class TopKCases : OpCases<TopK>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two of four", new TopK(ElementType.Int32))
            .Input<float>([1, 4], 1, 4, 4, 2)
            .Const<int>([], 2)
            .Expect<float>([1, 2], 4, 4)
            .Expect<int>([1, 2], 1, 2)
            .Exactly();
        yield return new OpCase("more than there are", new TopK(ElementType.Int32))
            .Input<float>([2], 1, 2)
            .Const<int>([], 3)
            .Refused("expected one number up to 2");
        yield return new OpCase("smallest", new TopK(ElementType.Int64) { Axis = 1, Smallest = true })
            .Input<float>([3, 4], 0, 1, 2, 3, 4, 5, 6, 7, 11, 10, 9, 8)
            .Const<long>([1], 3)
            .Expect<float>([3, 3], 0, 1, 2, 4, 5, 6, 8, 9, 10)
            .Expect<long>([3, 3], 0, 1, 2, 0, 1, 2, 3, 2, 1)
            .Exactly();
        yield return new OpCase("unsigned 64-bit", new TopK(ElementType.Int64) { Axis = 1 })
            .Input<ulong>([3, 4], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
            .Const<long>([1], 3)
            .Expect<ulong>([3, 3], 3, 2, 1, 7, 6, 5, 11, 10, 9)
            .Expect<long>([3, 3], 3, 2, 1, 3, 2, 1, 3, 2, 1)
            .Exactly();
        yield return new OpCase("first axis", new TopK(ElementType.Int64) { Axis = 0 })
            .Input<float>([3, 2], 1, 6, 5, 2, 3, 4)
            .Const<long>([1], 2)
            .Expect<float>([2, 2], 5, 6, 3, 4)
            .Expect<long>([2, 2], 1, 0, 2, 2)
            .Exactly();
    }
}
