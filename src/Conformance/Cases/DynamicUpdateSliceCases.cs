namespace NnBridge.Conformance.Cases;

internal sealed class DynamicUpdateSliceCases : OpCases<DynamicUpdateSlice>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("start is clamped", new DynamicUpdateSlice())
            .Input<float>([4], 1, 2, 3, 4)
            .Input<float>([2], 10, 20)
            .Const<int>([1], 9)
            .Expect<float>([4], 1, 2, 10, 20)
            .Exactly();
    }
}
