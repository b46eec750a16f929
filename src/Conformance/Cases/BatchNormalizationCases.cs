namespace NnBridge.Conformance.Cases;

internal sealed class BatchNormalizationCases : OpCases<BatchNormalization>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two channels", new BatchNormalization { Epsilon = 0.75f })
            .Input<float>([1, 2, 2], 1, 2, 3, 4)
            .Const<float>([2], 2, 1)
            .Const<float>([2], 0, -1)
            .Const<float>([2], 1, 3)
            .Const<float>([2], 0.25f, 3.25f)
            .Expect<float>([1, 2, 2], 0, -1.5f, 4, -0.5f)
            .Exactly();
        yield return new OpCase("rectified", new BatchNormalization { Epsilon = 0.75f, Activation = Activation.Relu })
            .Input<float>([1, 2, 2], 1, 2, 3, 4)
            .Const<float>([2], 2, 1)
            .Const<float>([2], 0, -1)
            .Const<float>([2], 1, 3)
            .Const<float>([2], 0.25f, 3.25f)
            .Expect<float>([1, 2, 2], 0, 0, 4, 0)
            .Exactly();
        yield return new OpCase("with a curve", new BatchNormalization { Epsilon = 0.75f, Activation = Activation.Tanh })
            .Input<float>([1, 1, 2], 1, 2)
            .Const<float>([2], 2, 1)
            .Const<float>([2], 0, -1)
            .Const<float>([2], 1, 3)
            .Const<float>([2], 0.25f, 3.25f)
            .Expect<float>([1, 1, 2], 0, -0.90514825f);
        yield return new OpCase("a scale of another size", new BatchNormalization())
            .Input<float>([1, 2], 1, 2)
            .Const<float>([3], 1, 1, 1)
            .Const<float>([2], 0, 0)
            .Const<float>([2], 0, 0)
            .Const<float>([2], 1, 1)
            .Refused("expected one element for each of the 2 channels");
    }
}
