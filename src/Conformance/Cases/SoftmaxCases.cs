namespace NnBridge.Conformance.Cases;

internal sealed class SoftmaxCases : OpCases<Softmax>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("last axis", new Softmax(-1))
            .Input<float>([1, 3], 1, 2, 3)
            .Expect<float>([1, 3], 0.09003057f, 0.24472847f, 0.66524096f);
        yield return new OpCase("first axis, beta 2", new Softmax(0) { Beta = 2 })
            .Input<float>([2, 2], 0, 1, 0.5f, 1)
            .Expect<float>([2, 2], 0.26894142f, 0.5f, 0.73105858f, 0.5f);
        yield return new OpCase("half precision", new Softmax(-1))
            .Input<Half>([3], (Half)1, (Half)2, (Half)3)
            .Expect<Half>([3], (Half)0.09003057f, (Half)0.24472847f, (Half)0.66524096f);
        // Computed with TensorFlow Lite.
        yield return new OpCase("16 bits by tables", new Softmax(-1))
            .Input<short>([1, 2, 3], QuantizationInfo.PerTensor(10f / 32768, 0), -29259, 12353, 19482, -15037, 12128, 23523)
            .Expect<short>([1, 2, 3], QuantizationInfo.PerTensor(1f / 32768, 0), 2, 3341, 29426, 2, 982, 31784)
            .Exactly();
        yield return new OpCase("8 bits to 16", new Softmax(-1) { OutputType = ElementType.Int16 })
            .Input<sbyte>([1, 3], QuantizationInfo.PerTensor(0.1f, 3), 13, 23, 33)
            .Expect<short>([1, 3], QuantizationInfo.PerTensor(1f / 65536, -32768), -26868, -16729, 10829)
            .Exactly();
        yield return new OpCase("axis outside", new Softmax(5))
            .Input<float>([1, 3], 1, 2, 3)
            .Refused("axis 5 is outside");
    }
}
