namespace NnBridge.Conformance.Cases;

internal sealed class MatMulCases : OpCases<MatMul>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("batches are broadcast", new MatMul())
            .Input<float>([2, 1, 2], 1, 2, 3, 4)
            .Const<float>([2, 2], 1, 0, 1, 1)
            .Expect<float>([2, 1, 2], 3, 2, 7, 4)
            .Exactly();
        yield return new OpCase("both transposed", new MatMul { TransposeA = true, TransposeB = true })
            .Input<float>([2, 1], 1, 2)
            .Input<float>([3, 2], 1, 0, 0, 1, 1, 1)
            .Expect<float>([1, 3], 1, 2, 3)
            .Exactly();
        yield return new OpCase("quantized", new MatMul { Requantization = Requantization.Float })
            .Input<sbyte>([1, 2], QuantizationInfo.PerTensor(0.5f, 1), 3, 5)
            .Input<sbyte>([2, 1], QuantizationInfo.PerTensor(1, -1), 1, 2)
            .Expect<sbyte>([1, 1], QuantizationInfo.PerTensor(1, 3), 11)
            .Exactly();
        yield return new OpCase("columns with scales of their own", new MatMul { Requantization = Requantization.Float })
            .Input<sbyte>([1, 2], QuantizationInfo.PerTensor(0.5f, 1), 3, 5)
            .Const<sbyte>([2, 2], new QuantizationInfo([1, 2], [0, 0], 1), 1, 2, 3, 4)
            .Expect<sbyte>([1, 2], QuantizationInfo.PerTensor(1, 3), 10, 23)
            .Exactly();
        yield return new OpCase("inner sizes differ", new MatMul())
            .Input<float>([1, 2], 1, 2)
            .Input<float>([1, 2], 1, 2)
            .Refused("inner sizes 2 and 1 differ");
    }
}
