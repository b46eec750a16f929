namespace NnBridge.Conformance.Cases;

internal sealed class PReluCases : OpCases<PRelu>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("slope per channel", new PRelu())
            .Input<float>([2, 2], -1, -1, 1, 1)
            .Const<float>([2], 0.5f, 2)
            .Expect<float>([2, 2], -0.5f, -2, 1, 1)
            .Exactly();
        yield return new OpCase("quantized", new PRelu())
            .Input<sbyte>([2], QuantizationInfo.PerTensor(0.5f, 0), -4, 4)
            .Const<sbyte>([1], QuantizationInfo.PerTensor(0.25f, 0), 2)
            .Expect<sbyte>([2], QuantizationInfo.PerTensor(0.5f, 1), -1, 5)
            .Exactly();
    }
}
