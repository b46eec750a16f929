namespace NnBridge.Conformance.Cases;

internal sealed class UnaryCases : OpCases<Unary>
{
    public override IEnumerable<OpCase> Cases()
    {
        // By hand: 1.5, -0.5 and -1.5 in units of 1; halves go to the even integer before the zero point.
        yield return new OpCase("quantized leaky rectifier in floats", new Unary(UnaryKind.LeakyRelu) { Alpha = 0.5f, Requantization = Requantization.Float })
            .Input<sbyte>([3], QuantizationInfo.PerTensor(0.5f, 1), 4, -1, -5)
            .Expect<sbyte>([3], QuantizationInfo.PerTensor(1, 1), 3, 1, -1)
            .Exactly();
        yield return new OpCase("round to even", new Unary(UnaryKind.Round))
            .Input<float>([3], 0.5f, 1.5f, -2.5f)
            .Expect<float>([3], 0, 2, -2);
        // Computed with TensorFlow Lite.
        yield return new OpCase("inverse root of 8 bits in fixed point", new Unary(UnaryKind.Rsqrt))
            .Input<sbyte>([5], QuantizationInfo.PerTensor(0.146042377f, -128), -90, -20, 48, 67, -105)
            .Expect<sbyte>([5], QuantizationInfo.PerTensor(0.0957388431f, -7), -3, -4, -5, -5, -1)
            .Exactly();
        yield return new OpCase("logistic", new Unary(UnaryKind.Sigmoid))
            .Input<float>([2], 0, 1)
            .Expect<float>([2], 0.5f, 0.73105858f);
        yield return new OpCase("error function", new Unary(UnaryKind.Erf))
            .Input<float>([3], 0.5f, -1, 3)
            .Expect<float>([3], 0.5204999f, -0.8427008f, 0.9999779f);
        yield return new OpCase("gelu", new Unary(UnaryKind.Gelu))
            .Input<float>([2], 1, -1)
            .Expect<float>([2], 0.8413447f, -0.1586553f);
        yield return new OpCase("gelu by tanh", new Unary(UnaryKind.GeluTanh))
            .Input<float>([2], 1, -1)
            .Expect<float>([2], 0.841192f, -0.158808f);
        yield return new OpCase("elu", new Unary(UnaryKind.Elu) { Alpha = 1 })
            .Input<float>([2], 1, -1)
            .Expect<float>([2], 1, -0.63212056f);
        yield return new OpCase("hard swish", new Unary(UnaryKind.HardSwish))
            .Input<float>([4], -4, 0, 1, 4)
            .Expect<float>([4], 0, 0, 0.6666667f, 4);
        yield return new OpCase("leaky", new Unary(UnaryKind.LeakyRelu) { Alpha = 0.25f })
            .Input<float>([2], -2, 2)
            .Expect<float>([2], -0.5f, 2);
        yield return new OpCase("inverse root", new Unary(UnaryKind.Rsqrt))
            .Input<float>([2], 4, 0.25f)
            .Expect<float>([2], 0.5f, 2);
        yield return new OpCase("softplus of large numbers", new Unary(UnaryKind.Softplus))
            .Input<float>([2], 100, -100)
            .Expect<float>([2], 100, 0);
        yield return new OpCase("absolute integers", new Unary(UnaryKind.Abs))
            .Input<int>([3], -3, 0, 4)
            .Expect<int>([3], 3, 0, 4)
            .Exactly();
        yield return new OpCase("other truth", new Unary(UnaryKind.LogicalNot))
            .Input<bool>([2], true, false)
            .Expect<bool>([2], false, true)
            .Exactly();
        yield return new OpCase("quantized logistic by table", new Unary(UnaryKind.Sigmoid))
            .Input<sbyte>([3], QuantizationInfo.PerTensor(0.5f, 0), 0, 2, -128)
            .Expect<sbyte>([3], QuantizationInfo.PerTensor(1f / 256, -128), 0, 59, -128)
            .Exactly();
        yield return new OpCase("16-bit logistic", new Unary(UnaryKind.Sigmoid))
            .Input<short>([3], QuantizationInfo.PerTensor(1f / 4096), 0, 4096, -4096)
            .Expect<short>([3], QuantizationInfo.PerTensor(1f / 32768), 16384, 23955, 8812)
            .Within(Tolerance.QuantSteps(2));
        yield return new OpCase("quantized relu6 to another scale", new Unary(UnaryKind.Relu6))
            .Input<sbyte>([3], QuantizationInfo.PerTensor(0.5f, 0), -4, 4, 40)
            .Expect<sbyte>([3], QuantizationInfo.PerTensor(0.25f, -10), -10, -2, 14)
            .Exactly();
        yield return new OpCase("quantized function rounded half to even", new Unary(UnaryKind.Relu) { Requantization = Requantization.Float })
            .Input<sbyte>([4], QuantizationInfo.PerTensor(0.5f, 0), -4, 1, 3, 5)
            .Expect<sbyte>([4], QuantizationInfo.PerTensor(1, 0), 0, 0, 2, 2)
            .Exactly();
        yield return new OpCase("exponential of plain integers", new Unary(UnaryKind.Exp))
            .Input<bool>([1], true)
            .Refused("expected numbers");
    }
}
