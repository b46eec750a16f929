namespace NnBridge.Conformance.Cases;

internal sealed class RnnCases : OpCases<Rnn>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two steps", new Rnn { Activation = Activation.Relu })
            .Input<float>([1, 2, 1], 1, 2)
            .Const<float>([1, 1], 2)
            .Const<float>([1, 1], 0.5f)
            .Const<float>([1], 1)
            .Input<float>([1, 1], 4)
            .Expect<float>([1, 2, 1], 5, 7.5f)
            .Expect<float>([1, 1], 7.5f)
            .Exactly();
        yield return new OpCase("a function with a parameter", new Rnn { Function = new Unary(UnaryKind.LeakyRelu) { Alpha = 0.5f } })
            .Input<float>([1, 2, 1], -3, 2)
            .Const<float>([1, 1], 2)
            .Const<float>([1, 1], 1)
            .LeftOut()
            .Input<float>([1, 1], 4)
            .Expect<float>([1, 2, 1], -1, 3)
            .Expect<float>([1, 1], 3)
            .Exactly();
        yield return new OpCase("batches end at steps of their own, backward", new Rnn { Activation = Activation.None, Backward = true })
            .Input<float>([2, 2, 1], 1, 2, 3, 4)
            .Const<float>([1, 1], 1)
            .Const<float>([1, 1], 10)
            .LeftOut()
            .Input<float>([2, 1], 0, 1)
            .Input<long>([2], 1, 2)
            .Expect<float>([2, 2, 1], 1, 0, 143, 14)
            .Expect<float>([2, 1], 1, 143)
            .Exactly();
        yield return new OpCase("sums are clipped", new Rnn { Activation = Activation.None, ActivationClip = 2 })
            .Input<float>([1, 2, 1], 5, -7)
            .Const<float>([1, 1], 1)
            .Const<float>([1, 1], 0)
            .LeftOut()
            .Input<float>([1, 1], 0)
            .Expect<float>([1, 2, 1], 2, -2)
            .Expect<float>([1, 1], -2)
            .Exactly();
        // -0.5 of largest 1 is -64 / 127; 0.35 of 0 … 1 is 89 / 255.
        yield return Hybrid("activations are quantized symmetrically", HybridQuantization.Symmetric, -0.5f, 0.99803150f);
        yield return Hybrid("activations are quantized asymmetrically", HybridQuantization.Asymmetric, 0.35f, 1.42450980f);
        yield return Hybrid("integer weights become numbers", HybridQuantization.None, -0.5f, 1);
    }

    private static OpCase Hybrid(string name, HybridQuantization hybrid, float second, float expected) =>
        new OpCase(name, new Rnn { Activation = Activation.None, Hybrid = hybrid })
            .Input<float>([1, 1, 2], 1, second)
            .Const<sbyte>([1, 2], QuantizationInfo.PerTensor(0.01f, 0), 100, 50)
            .Const<sbyte>([1, 1], QuantizationInfo.PerTensor(0.01f, 0), 7)
            .Const<float>([1], 0.25f)
            .Input<float>([1, 1], 0)
            .Expect<float>([1, 1, 1], expected)
            .Expect<float>([1, 1], expected);
}
