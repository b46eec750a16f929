namespace NnBridge.Conformance.Cases;

internal sealed class L2NormalizationCases : OpCases<L2Normalization>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("length one", new L2Normalization(-1))
            .Input<float>([2, 2], 3, 4, 0, 0)
            .Expect<float>([2, 2], 0.6f, 0.8f, 0, 0);
        // Computed with TensorFlow Lite.
        yield return new OpCase("8 bits in fixed point", new L2Normalization(-1))
            .Input<sbyte>([1, 1, 4], QuantizationInfo.PerTensor(0.00700496137f, 29), -40, 104, -26, -52)
            .Expect<sbyte>([1, 1, 4], QuantizationInfo.PerTensor(1f / 128, 0), -62, 68, -50, -73)
            .Exactly();
        yield return new OpCase("unsigned in fixed point", new L2Normalization(-1))
            .Input<byte>([1, 1, 6], QuantizationInfo.PerTensor(0.0058258418f, 152), 18, 242, 61, 228, 154, 55)
            .Expect<byte>([1, 1, 6], QuantizationInfo.PerTensor(1f / 128, 128), 51, 180, 76, 172, 129, 72)
            .Exactly();
    }
}
