namespace NnBridge.Conformance.Cases;

internal sealed class SpaceToBatchCases : OpCases<SpaceToBatch>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("blocks of two", new SpaceToBatch())
            .Input<float>([1, 2, 2, 1], 1, 2, 3, 4)
            .Const<int>([2], 2, 2)
            .Const<int>([2, 2], 0, 0, 0, 0)
            .Expect<float>([4, 1, 1, 1], 1, 2, 3, 4)
            .Exactly();
        yield return new OpCase("padding is the zero point", new SpaceToBatch())
            .Input<sbyte>([1, 1, 1, 1], QuantizationInfo.PerTensor(1, 5), 9)
            .Const<int>([2], 1, 2)
            .Const<int>([2, 2], 0, 0, 1, 0)
            .Expect<sbyte>([2, 1, 1, 1], QuantizationInfo.PerTensor(1, 5), 5, 9)
            .Exactly();
    }
}
