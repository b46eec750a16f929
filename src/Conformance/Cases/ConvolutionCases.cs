namespace NnBridge.Conformance.Cases;

internal sealed class ConvolutionCases : OpCases<Convolution>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two by two, valid", new Convolution([1, 1], [1, 1], Padding.Valid))
            .Input<float>([1, 3, 3, 1], 1, 2, 3, 4, 5, 6, 7, 8, 9)
            .Const<float>([1, 2, 2, 1], 1, 0, 0, 1)
            .Const<float>([1], 0.5f)
            .Expect<float>([1, 2, 2, 1], 6.5f, 8.5f, 12.5f, 14.5f)
            .Exactly();
        yield return new OpCase("same padding, stride two, odd rest at the end", new Convolution([2], [1], Padding.SameUpper))
            .Input<float>([1, 4, 1], 1, 2, 3, 4)
            .Const<float>([1, 3, 1], 1, 1, 1)
            .Expect<float>([1, 2, 1], 6, 7)
            .Exactly();
        yield return new OpCase("groups and dilation", new Convolution([1], [2], Padding.Valid) { Groups = 2 })
            .Input<float>([1, 3, 2], 1, 10, 2, 20, 3, 30)
            .Const<float>([2, 2, 1], 1, 1, 1, -1)
            .Expect<float>([1, 1, 2], 4, -20)
            .Exactly();
        yield return new OpCase("three dimensions", new Convolution([1, 1, 1], [1, 1, 1], Padding.Valid))
            .Input<float>([1, 2, 2, 2, 1], 1, 2, 3, 4, 5, 6, 7, 8)
            .Const<float>([1, 2, 2, 2, 1], 1, 1, 1, 1, 1, 1, 1, 1)
            .Expect<float>([1, 1, 1, 1, 1], 36)
            .Exactly();
        yield return new OpCase("integers per channel, rounded half to even", new Convolution([1, 1], [1, 1], Padding.Valid) { Requantization = Requantization.Float })
            .Input<sbyte>([1, 1, 1, 2], QuantizationInfo.PerTensor(0.5f, 1), 3, 6)
            .Const<sbyte>([2, 1, 1, 2], new QuantizationInfo([1, 0.5f], [0], 0), 1, 1, 2, 1)
            .Const<int>([2], 0, 1)
            .Expect<sbyte>([1, 1, 1, 2], QuantizationInfo.PerTensor(1, 0), 4, 2)
            .Exactly();
        yield return new OpCase("integers rounded once, halves upwards", new Convolution([1, 1], [1, 1], Padding.Valid))
            .Input<sbyte>([1, 1, 1, 1], QuantizationInfo.PerTensor(0.5f, 0), 5)
            .Const<sbyte>([1, 1, 1, 1], QuantizationInfo.PerTensor(1), 1)
            .Expect<sbyte>([1, 1, 1, 1], QuantizationInfo.PerTensor(1, 0), 3)
            .Exactly();
        yield return new OpCase("activations quantized on the way", new Convolution([1, 1], [1, 1], Padding.Valid) { Hybrid = HybridQuantization.Symmetric })
            .Input<float>([1, 1, 1, 2], 1, -2)
            .Const<sbyte>([1, 1, 1, 2], QuantizationInfo.PerTensor(0.5f), 2, 4)
            .Expect<float>([1, 1, 1, 1], -2.992126f);
        yield return new OpCase("channels do not fit", new Convolution([1, 1], [1, 1], Padding.Valid))
            .Input<float>([1, 1, 1, 3], 1, 2, 3)
            .Const<float>([1, 1, 1, 2], 1, 1)
            .Refused("the input [1, 1, 1, 3] has 3");
        yield return new OpCase("integers without scale", new Convolution([1, 1], [1, 1], Padding.Valid))
            .Input<sbyte>([1, 1, 1, 1], 1)
            .Const<sbyte>([1, 1, 1, 1], QuantizationInfo.PerTensor(1), 1)
            .Refused("without scale and zero point");
    }
}
