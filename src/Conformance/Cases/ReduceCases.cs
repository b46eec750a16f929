namespace NnBridge.Conformance.Cases;

internal sealed class ReduceCases : OpCases<Reduce>
{
    private static readonly float[] Six = [1, -2, 3, 4, 5, -6];

    public override IEnumerable<OpCase> Cases() => [.. Axes(), .. Kinds(), .. Types(), .. Quantized(), .. Empty(), .. Refused()];

    private static IEnumerable<OpCase> Axes()
    {
        yield return new OpCase("last axis", new Reduce(ReduceKind.Sum)).Input<float>([2, 3], Six).Const<int>([1], -1).Expect<float>([2], 2, 3);
        yield return new OpCase("kept", new Reduce(ReduceKind.Sum) { KeepDims = true })
            .Input<float>([2, 3], Six).Const<long>([1], 0).Expect<float>([1, 3], 5, 3, -3);
        yield return new OpCase("two axes, one of them twice", new Reduce(ReduceKind.Mean))
            .Input<float>([2, 3, 1], Six).Const<int>([3], 0, 1, -2).Expect<float>([1], 5f / 6);
        yield return new OpCase("inner axis", new Reduce(ReduceKind.Max))
            .Input<float>([2, 1, 3], Six).Const<int>([1], 1).Expect<float>([2, 3], Six);
        yield return new OpCase("all axes", new Reduce(ReduceKind.Sum)).Input<float>([2, 3], Six).Expect<float>([], 5);
        yield return new OpCase("all axes kept", new Reduce(ReduceKind.Sum) { KeepDims = true }).Input<float>([2, 3], Six).Expect<float>([1, 1], 5);
        yield return new OpCase("no axis", new Reduce(ReduceKind.SumSquare))
            .Input<float>([3], 1, 2, 3).Const<int>([0]).Expect<float>([3], 1, 4, 9);
        yield return new OpCase("scalar", new Reduce(ReduceKind.Mean)).Input<float>([], 3).Const<int>([0]).Expect<float>([], 3);
        yield return new OpCase("scalar axis", new Reduce(ReduceKind.Sum)).Input<float>([2, 3], Six).Const<int>([], 1).Expect<float>([2], 2, 3);
    }

    private static IEnumerable<OpCase> Kinds()
    {
        (ReduceKind Kind, float Result)[] results =
        [
            (ReduceKind.Sum, 2), (ReduceKind.Mean, 2f / 3), (ReduceKind.Max, 3), (ReduceKind.Min, -2), (ReduceKind.Prod, -6), (ReduceKind.L1, 6),
            (ReduceKind.L2, 3.7416574f), (ReduceKind.SumSquare, 14), (ReduceKind.LogSum, 0.6931472f), (ReduceKind.LogSumExp, 3.1328451f),
        ];
        foreach ((ReduceKind kind, float result) in results)
            yield return new OpCase($"{kind}", new Reduce(kind)).Input<float>([3], 1, -2, 3).Const<int>([1], 0).Expect<float>([], result);
        yield return new OpCase("Any", new Reduce(ReduceKind.Any))
            .Input<bool>([2, 2], false, true, false, false).Const<int>([1], 1).Expect<bool>([2], true, false);
        yield return new OpCase("All", new Reduce(ReduceKind.All))
            .Input<bool>([2, 2], true, true, false, true).Const<int>([1], 1).Expect<bool>([2], true, false);
        yield return new OpCase("Max of truth values", new Reduce(ReduceKind.Max)).Input<bool>([2], false, true).Expect<bool>([], true);
        yield return new OpCase("NaN is passed over", new Reduce(ReduceKind.Max)).Input<float>([3], 1, float.NaN, 0).Expect<float>([], 1);
        yield return new OpCase("large exponents", new Reduce(ReduceKind.LogSumExp))
            .Input<float>([3], 1000, float.NegativeInfinity, 1000).Expect<float>([], 1000.6931f);
        yield return new OpCase("exponents of minus infinity", new Reduce(ReduceKind.LogSumExp))
            .Input<float>([1], float.NegativeInfinity).Expect<float>([], float.NegativeInfinity);
    }

    private static IEnumerable<OpCase> Types()
    {
        yield return new OpCase("mean of integers is truncated", new Reduce(ReduceKind.Mean))
            .Input<int>([2], -2, -3).Const<int>([1], 0).Expect<int>([], -2);
        yield return new OpCase("mean beyond 32 bits", new Reduce(ReduceKind.Mean))
            .Input<int>([2], int.MaxValue, int.MaxValue - 2).Expect<int>([], int.MaxValue - 1);
        yield return new OpCase("sum wraps around", new Reduce(ReduceKind.Sum)).Input<int>([2], int.MaxValue, 1).Expect<int>([], int.MinValue);
        yield return new OpCase("long", new Reduce(ReduceKind.Prod)).Input<long>([2], 1L << 40, -2).Expect<long>([], -(1L << 41));
        yield return new OpCase("plain bytes", new Reduce(ReduceKind.Min)).Input<byte>([3], 200, 100, 150).Expect<byte>([], 100);
        yield return new OpCase("double", new Reduce(ReduceKind.L2)).Input<double>([2], 3, 4).Expect<double>([], 5);
        yield return new OpCase("root of integers", new Reduce(ReduceKind.L2)).Input<int>([2], 3, 3).Expect<int>([], 4);
        yield return new OpCase("half precision", new Reduce(ReduceKind.Sum)).Input<Half>([2], (Half)0.5f, (Half)2).Expect<Half>([], (Half)2.5f);
        yield return new OpCase("bfloat16", new Reduce(ReduceKind.Mean))
            .Input<BFloat16>([2], (BFloat16)1f, (BFloat16)2f).Expect<BFloat16>([], (BFloat16)1.5f);
    }

    /// <summary>Expected values follow TensorFlow Lite's fixed-point definition, computed apart from the kernel.</summary>
    private static IEnumerable<OpCase> Quantized()
    {
        sbyte[] nine = [1, 2, 3, -100, 50, 7, 120, 127, 119];
        QuantizationInfo three = QuantizationInfo.PerTensor(0.3f, -4);
        yield return new OpCase("mean of int8", new Reduce(ReduceKind.Mean))
            .Input<sbyte>([3, 3], three, nine).Const<int>([1], 1)
            .Expect<sbyte>([3], QuantizationInfo.PerTensor(0.1f, 7), 25, -24, 127).Exactly();
        yield return new OpCase("sum of int8", new Reduce(ReduceKind.Sum) { Requantization = Requantization.FixedPointTwice })
            .Input<sbyte>([3, 3], three, nine).Const<int>([1], 1)
            .Expect<sbyte>([3], QuantizationInfo.PerTensor(0.7f, 7), 15, -7, 127).Exactly();
        yield return new OpCase("sum of uint8", new Reduce(ReduceKind.Sum) { KeepDims = true })
            .Input<byte>([2, 4], QuantizationInfo.PerTensor(0.05f, 128), 130, 120, 128, 140, 0, 3, 200, 9).Const<int>([1], 1)
            .Expect<byte>([2, 1], QuantizationInfo.PerTensor(0.02f, 100), 115, 0).Exactly();
        yield return new OpCase("mean of int16 rounds twice", new Reduce(ReduceKind.Mean) { Requantization = Requantization.FixedPointTwice })
            .Input<short>([7], QuantizationInfo.PerTensor(0.001f), 1000, -32768, 32767, 5, 12345, -7, 3)
            .Expect<short>([], QuantizationInfo.PerTensor(0.0007f), 2724).Exactly();
        yield return new OpCase("product of int8", new Reduce(ReduceKind.Prod))
            .Input<sbyte>([3, 3], QuantizationInfo.PerTensor(0.02f, 1), 50, -60, 70, 127, 127, 127, 3, 2, 9).Const<int>([1], 1)
            .Expect<sbyte>([3], QuantizationInfo.PerTensor(0.03f, -2), -57, 127, -2).Exactly();
        yield return new OpCase("product of int16", new Reduce(ReduceKind.Prod))
            .Input<short>([4], QuantizationInfo.PerTensor(0.01f), 300, -200, 1000, 77)
            .Expect<short>([], QuantizationInfo.PerTensor(0.5f), -92).Exactly();
        yield return new OpCase("mean rounded half away from zero", new Reduce(ReduceKind.Mean))
            .Input<sbyte>([2], QuantizationInfo.PerTensor(0.5f), 1, 4)
            .Expect<sbyte>([], QuantizationInfo.PerTensor(0.5f), 3).Exactly();
        yield return new OpCase("mean rounded half to even", new Reduce(ReduceKind.Mean) { Requantization = Requantization.Float })
            .Input<sbyte>([2], QuantizationInfo.PerTensor(0.5f), 1, 4)
            .Expect<sbyte>([], QuantizationInfo.PerTensor(0.5f), 2).Exactly();
        yield return new OpCase("product in float", new Reduce(ReduceKind.Prod) { Requantization = Requantization.Float })
            .Input<byte>([2], QuantizationInfo.PerTensor(0.5f, 10), 13, 15)
            .Expect<byte>([], QuantizationInfo.PerTensor(0.25f, 3), 18).Exactly();
        yield return new OpCase("largest of uint8", new Reduce(ReduceKind.Max))
            .Input<byte>([3], QuantizationInfo.PerTensor(0.5f, 10), 1, 200, 7).Expect<byte>([], QuantizationInfo.PerTensor(0.5f, 10), 200);
        yield return new OpCase("sum of nothing quantized", new Reduce(ReduceKind.Sum))
            .Input<sbyte>([0], QuantizationInfo.PerTensor(0.5f, 10)).Expect<sbyte>([], QuantizationInfo.PerTensor(0.25f, 3), 3).Exactly();
    }

    private static IEnumerable<OpCase> Empty()
    {
        yield return new OpCase("sum of nothing", new Reduce(ReduceKind.Sum)).Input<float>([0, 2]).Const<int>([1], 0).Expect<float>([2], 0, 0);
        yield return new OpCase("mean of nothing", new Reduce(ReduceKind.Mean)).Input<float>([0]).Const<int>([1], 0).Expect<float>([], float.NaN);
        yield return new OpCase("largest of nothing", new Reduce(ReduceKind.Max))
            .Input<float>([0]).Const<int>([1], 0).Expect<float>([], float.NegativeInfinity);
        yield return new OpCase("smallest of no integers", new Reduce(ReduceKind.Min)).Input<int>([0]).Const<int>([1], 0).Expect<int>([], int.MaxValue);
        yield return new OpCase("no results", new Reduce(ReduceKind.Prod)).Input<float>([0, 2]).Const<int>([1], 1).Expect<float>([0]);
    }

    private static IEnumerable<OpCase> Refused()
    {
        yield return new OpCase("axis outside", new Reduce(ReduceKind.Sum)).Input<float>([2, 3], Six).Const<int>([1], 2).Refused("axis 2 is outside");
        yield return new OpCase("any of numbers", new Reduce(ReduceKind.Any)).Input<float>([2, 3], Six).Refused("expected type Bool");
        yield return new OpCase("sum of truth values", new Reduce(ReduceKind.Sum)).Input<bool>([1], true).Refused("expected numbers");
        yield return new OpCase("output without scale", new Reduce(ReduceKind.Mean))
            .Input<sbyte>([1], QuantizationInfo.PerTensor(1), 1).Refused("the output is not quantized");
    }
}
