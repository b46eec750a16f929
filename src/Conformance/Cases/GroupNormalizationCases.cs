namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class GroupNormalizationCases : OpCases<GroupNormalization>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("every channel is a group", new GroupNormalization(null))
            .Input<float>([1, 1, 3, 2], -1, 2, 0, 3, 1, 4)
            .Input<float>([2], 1, 1.5f)
            .Input<float>([2], 0, 1)
            .Expect<float>([1, 1, 3, 2], -1.2247356f, -0.8371035f, 0, 1, 1.2247356f, 2.8371034f);
        // Mean 2.5 and variance 1.25 of all four elements.
        yield return new OpCase("one group", new GroupNormalization(1) { Epsilon = 0 })
            .Input<double>([1, 2, 2], 1, 2, 3, 4)
            .Expect<double>([1, 2, 2], -1.3416407864998738, -0.4472135954999579, 0.4472135954999579, 1.3416407864998738);
        // Group one: 1, 2, 5, 6 with mean 3.5 and variance 4.25; group two: 3, 4, 7, 8 with mean 5.5.
        yield return new OpCase("two groups, scale and bias", new GroupNormalization(2) { Epsilon = 0 })
            .Input<float>([1, 2, 4], 1, 2, 3, 4, 5, 6, 7, 8)
            .Const<float>([4], 1, 2, 1, 1)
            .Const<float>([4], 0, 0, 0, 1)
            .Expect<float>([1, 2, 4], -1.2126781f, -1.4552138f, -1.2126781f, 0.2723931f, 0.7276069f, 2.4253563f, 0.7276069f, 2.2126781f);
        yield return new OpCase("three channels in two groups", new GroupNormalization(2))
            .Input<float>([1, 3], 1, 2, 3)
            .Refused("3 channels cannot be divided into 2 groups");
    }
}
