namespace NnBridge.Conformance.Cases;

internal sealed class UniqueCases : OpCases<Unique>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("in order of appearance", new Unique(ElementType.Int32))
            .Input<int>([5], 7, 3, 7, 9, 3)
            .Expect<int>([3], 7, 3, 9)
            .Expect<int>([5], 0, 1, 0, 2, 1)
            .Exactly();
        yield return new OpCase("sorted", new Unique(ElementType.Int64) { Sorted = true, Detailed = true })
            .Input<float>([6], 2, 1, 1, 3, 4, 3)
            .Expect<float>([4], 1, 2, 3, 4)
            .Expect<long>([6], 1, 0, 0, 2, 3, 2)
            .Expect<long>([4], 1, 0, 3, 4)
            .Expect<long>([4], 2, 1, 2, 1)
            .Exactly();
        yield return new OpCase("as they come, counted", new Unique(ElementType.Int64) { Detailed = true })
            .Input<float>([6], 2, 1, 1, 3, 4, 3)
            .Expect<float>([4], 2, 1, 3, 4)
            .Expect<long>([6], 0, 1, 1, 2, 3, 2)
            .Expect<long>([4], 0, 1, 3, 4)
            .Expect<long>([4], 1, 2, 2, 1)
            .Exactly();
        yield return new OpCase("rows", new Unique(ElementType.Int64) { Axis = 0, Sorted = true, Detailed = true })
            .Input<float>([3, 3], 1, 0, 0, 1, 0, 0, 2, 3, 4)
            .Expect<float>([2, 3], 1, 0, 0, 2, 3, 4)
            .Expect<long>([3], 0, 0, 1)
            .Expect<long>([2], 0, 2)
            .Expect<long>([2], 2, 1)
            .Exactly();
        yield return new OpCase("slices in the middle", new Unique(ElementType.Int64) { Axis = -2, Sorted = true, Detailed = true })
            .Input<float>([2, 4, 2], 1, 1, 0, 1, 2, 1, 0, 1, 1, 1, 0, 1, 2, 1, 0, 1)
            .Expect<float>([2, 3, 2], 0, 1, 1, 1, 2, 1, 0, 1, 1, 1, 2, 1)
            .Expect<long>([4], 1, 0, 2, 0)
            .Expect<long>([3], 1, 0, 2)
            .Expect<long>([3], 2, 1, 1)
            .Exactly();
        yield return new OpCase("a matrix without an axis", new Unique(ElementType.Int32))
            .Input<bool>([2, 2], true, false, true, true)
            .Expect<bool>([2], true, false)
            .Expect<int>([4], 0, 1, 0, 0)
            .Exactly();
    }
}
