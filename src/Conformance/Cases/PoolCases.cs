namespace NnBridge.Conformance.Cases;

internal sealed class PoolCases : OpCases<Pool>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("maximum", new Pool(PoolKind.Max, [2, 2], [2, 2], Padding.Valid))
            .Input<float>([1, 2, 4, 1], 1, 5, 2, 0, 3, 4, -1, 7)
            .Expect<float>([1, 1, 2, 1], 5, 7)
            .Exactly();
        yield return new OpCase("average leaves padding out", new Pool(PoolKind.Average, [2], [1], Padding.SameUpper))
            .Input<float>([1, 3, 1], 2, 4, 8)
            .Expect<float>([1, 3, 1], 3, 6, 8)
            .Exactly();
        yield return new OpCase("average counts padding", new Pool(PoolKind.Average, [2], [1], Padding.Explicit([1], [0])) { CountIncludePad = true })
            .Input<float>([1, 2, 1], 2, 4)
            .Expect<float>([1, 2, 1], 1, 3)
            .Exactly();
        yield return new OpCase("average of integers rounds away from zero", new Pool(PoolKind.Average, [2], [2], Padding.Valid))
            .Input<sbyte>([1, 4, 1], QuantizationInfo.PerTensor(1), 1, 2, -1, -2)
            .Expect<sbyte>([1, 2, 1], QuantizationInfo.PerTensor(1), 2, -2)
            .Exactly();
        yield return new OpCase("average of integers in another scale rounds half to even", new Pool(PoolKind.Average, [2], [2], Padding.Valid) { Requantization = Requantization.Float })
            .Input<sbyte>([1, 4, 1], QuantizationInfo.PerTensor(0.5f, 1), 2, 3, -1, -2)
            .Expect<sbyte>([1, 2, 1], QuantizationInfo.PerTensor(0.5f, -3), -1, -5)
            .Exactly();
        yield return new OpCase("counted padding of integers is 0", new Pool(PoolKind.Average, [2], [2], Padding.Explicit([1], [0])) { CountIncludePad = true, Requantization = Requantization.Float })
            .Input<byte>([1, 1, 1], QuantizationInfo.PerTensor(0.5f, 100), 108)
            .Expect<byte>([1, 1, 1], QuantizationInfo.PerTensor(0.25f, 7), 15)
            .Exactly();
        yield return new OpCase("third root of the sum of third powers", new Pool(PoolKind.Lp, [2], [2], Padding.Valid) { P = 3 })
            .Input<float>([1, 4, 1], 3, -4, 0, 2)
            .Expect<float>([1, 2, 1], 4.4979414f, 2);
        yield return new OpCase("root of the mean square", new Pool(PoolKind.L2, [2], [2], Padding.Valid))
            .Input<float>([1, 2, 1], 1, 7)
            .Expect<float>([1, 1, 1], 5);
    }
}
