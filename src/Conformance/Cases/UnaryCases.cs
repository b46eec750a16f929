namespace NnBridge.Conformance.Cases;

internal sealed class UnaryCases : OpCases<Unary>
{
    /// <summary>An odd number of values on both sides of every bend and pole.</summary>
    private static readonly float[] Values = [-7.5f, -3, -2.5f, -1, -0.75f, -0.5f, -0.125f, 0, 0.125f, 0.25f, 0.5f, 0.75f, 1, 1.5f, 2.5f, 6, 7.5f];

    private static readonly (UnaryKind Kind, float Alpha, float Beta, Func<double, double> Definition)[] Functions =
    [
        (UnaryKind.Abs, 0, 0, Math.Abs), (UnaryKind.Neg, 0, 0, x => -x), (UnaryKind.Sign, 0, 0, x => Math.Sign(x)), (UnaryKind.Exp, 0, 0, Math.Exp),
        (UnaryKind.Log, 0, 0, Math.Log), (UnaryKind.Sqrt, 0, 0, Math.Sqrt), (UnaryKind.Rsqrt, 0, 0, x => 1 / Math.Sqrt(x)), (UnaryKind.Square, 0, 0, x => x * x),
        (UnaryKind.Reciprocal, 0, 0, x => 1 / x), (UnaryKind.Sin, 0, 0, Math.Sin), (UnaryKind.Cos, 0, 0, Math.Cos), (UnaryKind.Tan, 0, 0, Math.Tan),
        (UnaryKind.Asin, 0, 0, Math.Asin), (UnaryKind.Acos, 0, 0, Math.Acos), (UnaryKind.Atan, 0, 0, Math.Atan), (UnaryKind.Sinh, 0, 0, Math.Sinh),
        (UnaryKind.Cosh, 0, 0, Math.Cosh), (UnaryKind.Asinh, 0, 0, Math.Asinh), (UnaryKind.Acosh, 0, 0, Math.Acosh), (UnaryKind.Atanh, 0, 0, Math.Atanh),
        (UnaryKind.Ceil, 0, 0, Math.Ceiling), (UnaryKind.Floor, 0, 0, Math.Floor), (UnaryKind.Round, 0, 0, x => Math.Round(x, MidpointRounding.ToEven)),
        (UnaryKind.Relu, 0, 0, x => Math.Max(x, 0)), (UnaryKind.Relu6, 0, 0, x => Math.Clamp(x, 0, 6)), (UnaryKind.ReluN1To1, 0, 0, x => Math.Clamp(x, -1, 1)),
        (UnaryKind.Relu0To1, 0, 0, x => Math.Clamp(x, 0, 1)), (UnaryKind.Elu, 0.5f, 0, x => x > 0 ? x : 0.5 * (Math.Exp(x) - 1)),
        (UnaryKind.Selu, 1.5f, 1.25f, x => 1.25 * (x > 0 ? x : 1.5 * (Math.Exp(x) - 1))), (UnaryKind.Celu, 2, 0, x => Math.Max(x, 0) + Math.Min(0, 2 * (Math.Exp(x / 2) - 1))),
        (UnaryKind.LeakyRelu, 0.125f, 0, x => x > 0 ? x : x / 8), (UnaryKind.ThresholdedRelu, 0.5f, 0, x => x > 0.5 ? x : 0),
        (UnaryKind.Sigmoid, 0, 0, x => 1 / (1 + Math.Exp(-x))), (UnaryKind.HardSigmoid, 0.25f, 0.5f, x => Math.Clamp((x / 4) + 0.5, 0, 1)), (UnaryKind.Tanh, 0, 0, Math.Tanh),
        (UnaryKind.HardSwish, 0, 0, x => x * Math.Clamp(x + 3, 0, 6) / 6), (UnaryKind.Silu, 0, 0, x => x / (1 + Math.Exp(-x))),
        (UnaryKind.GeluTanh, 0, 0, x => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        (UnaryKind.Softplus, 0, 0, x => Math.Log(1 + Math.Exp(x))), (UnaryKind.Softsign, 0, 0, x => x / (1 + Math.Abs(x))),
        (UnaryKind.Mish, 0, 0, x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))), (UnaryKind.Cbrt, 0, 0, Math.Cbrt),
    ];

    public override IEnumerable<OpCase> Cases()
    {
        // By hand: 1.5, -0.5 and -1.5 in units of 1; halves go to the even integer before the zero point.
        yield return new OpCase("quantized leaky rectifier in floats", new Unary(UnaryKind.LeakyRelu) { Alpha = 0.5f, Requantization = Requantization.Float })
            .Input<sbyte>([3], QuantizationInfo.PerTensor(0.5f, 1), 4, -1, -5)
            .Expect<sbyte>([3], QuantizationInfo.PerTensor(1, 1), 3, 1, -1)
            .Exactly();
        foreach ((UnaryKind kind, float alpha, float beta, Func<double, double> definition) in Functions)
            yield return new OpCase($"{kind} by definition", new Unary(kind) { Alpha = alpha, Beta = beta })
                .Input([Values.Length], Values)
                .Expect([Values.Length], [.. Values.Select(x => (float)definition(x))])
                .Within(new Tolerance(2e-6, 1e-5));
        yield return new OpCase("inverted bits", new Unary(UnaryKind.BitwiseNot))
            .Input<int>([3], 0, -1, 5)
            .Expect<int>([3], -1, 0, -6)
            .Exactly();
        yield return new OpCase("what is not a number", new Unary(UnaryKind.IsNaN))
            .Input([4], 0, float.NaN, float.PositiveInfinity, -float.NaN)
            .Expect([4], false, true, false, true)
            .Exactly();
        yield return new OpCase("what is negative infinity", new Unary(UnaryKind.IsInf) { Alpha = 1, Beta = 0 })
            .Input([4], float.NegativeInfinity, float.NaN, float.PositiveInfinity, float.MinValue)
            .Expect([4], true, false, false, false)
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
