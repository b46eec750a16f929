namespace NnBridge.Conformance.Cases;

internal sealed class SvdfCases : OpCases<Svdf>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("memory moves by one", new Svdf(1))
            .Input<float>([1, 2], 1, 2)
            .Const<float>([1, 2], 1, 1)
            .Const<float>([1, 2], 10, 1)
            .Const<float>([1], 0.5f)
            .Input<float>([1, 2], 5, 7)
            .Expect<float>([1, 1], 73.5f)
            .Expect<float>([1, 2], 7, 3)
            .Exactly();
        yield return new OpCase("two filters per unit, two batches", new Svdf(2) { Activation = Activation.Relu })
            .Input<float>([2, 1], 1, 2)
            .Const<float>([2, 1], 1, -1)
            .Const<float>([2, 2], 1, 1, 2, 3)
            .LeftOut()
            .Input<float>([2, 4], 0, 4, 0, 5, 0, 6, 0, 1)
            .Expect<float>([2, 1], 12, 4)
            .Expect<float>([2, 4], 4, 1, 5, -1, 6, 2, 1, -2)
            .Exactly();
        // -0.5 of largest 1 is -64 / 127.
        yield return new OpCase("activations are quantized for integer weights", new Svdf(1) { Hybrid = HybridQuantization.Symmetric })
            .Input<float>([1, 2], 1, -0.5f)
            .Const<sbyte>([1, 2], QuantizationInfo.PerTensor(0.01f, 0), 100, 50)
            .Const<sbyte>([1, 2], QuantizationInfo.PerTensor(0.5f, 0), 2, 4)
            .Const<float>([1], 0.25f)
            .Input<float>([1, 2], 9, 3)
            .Expect<float>([1, 1], 4.74606299f)
            .Expect<float>([1, 2], 3, 0.74803150f);
        // x - zero point = 40; 40 * 127 = 5080 sixteenths are 20320 of 1 / 64. Then (-300 * 3 + 20320 * 2 - 20000) / 64 / 4 + 5 rounds to 82.
        yield return new OpCase("16-bit state", new Svdf(1))
            .Input<sbyte>([1, 1], QuantizationInfo.PerTensor(0.25f, -10), 30)
            .Const<sbyte>([1, 1], QuantizationInfo.PerTensor(0.25f, 0), 127)
            .Const<short>([1, 2], QuantizationInfo.PerTensor(1, 0), 3, 2)
            .Const<int>([1], QuantizationInfo.PerTensor(1f / 64, 0), -20000)
            .Input<short>([1, 2], QuantizationInfo.PerTensor(1f / 64, 0), 1000, -300)
            .Expect<sbyte>([1, 1], QuantizationInfo.PerTensor(4, 5), 82)
            .Expect<short>([1, 2], QuantizationInfo.PerTensor(1f / 64, 0), -300, 20320)
            .Exactly();
        // The same product does not fit: (-30 * 10 + 127 * 20) / 64 / 4 + 5 rounds to 14.
        yield return new OpCase("8-bit state saturates", new Svdf(1))
            .Input<sbyte>([1, 1], QuantizationInfo.PerTensor(0.25f, -10), 30)
            .Const<sbyte>([1, 1], QuantizationInfo.PerTensor(0.25f, 0), 127)
            .Const<sbyte>([1, 2], QuantizationInfo.PerTensor(1, 0), 10, 20)
            .LeftOut()
            .Input<sbyte>([1, 2], QuantizationInfo.PerTensor(1f / 64, 0), 100, -30)
            .Expect<sbyte>([1, 1], QuantizationInfo.PerTensor(4, 5), 14)
            .Expect<sbyte>([1, 2], QuantizationInfo.PerTensor(1f / 64, 0), -30, 127)
            .Exactly();
    }
}
