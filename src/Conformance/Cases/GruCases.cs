namespace NnBridge.Conformance.Cases;

internal sealed class GruCases : OpCases<Gru>
{
    public override IEnumerable<OpCase> Cases()
    {
        // Both gates are 1/2: g = 1 + 2 * 0.5 h + 1, then g = 1 + 0.5 (2 h + 1).
        yield return Layer("reset before the product", new Gru { Activation = Activation.None }, [1, 2, 1], [1, 1], 1)
            .Expect<float>([1, 2, 1], 2, 3).Expect<float>([1, 1], 3).Exactly();
        yield return Layer("reset after the product", new Gru { Activation = Activation.None, ResetAfter = true }, [1, 2, 1], [1, 1], 1)
            .Expect<float>([1, 2, 1], 1.75f, 2.5f).Expect<float>([1, 1], 2.5f).Exactly();
        yield return Layer("backward, time first", new Gru { Activation = Activation.None, ResetAfter = true, Backward = true, TimeMajor = true }, [2, 1, 1], [1, 3], 1)
            .Expect<float>([2, 1, 1], 3.5f, 2.75f).Expect<float>([1, 1], 3.5f).Exactly();
        yield return Layer("batches end at steps of their own", new Gru { Activation = Activation.None }, [2, 2, 1], [1, 1, 1, 1], 1, 1)
            .Input<int>([2], 2, 0)
            .Expect<float>([2, 2, 1], 2, 3, 0, 0).Expect<float>([2, 1], 3, 1).Exactly();
        yield return Layer("sums are clipped", new Gru { Activation = Activation.None, ActivationClip = 2 }, [1, 1, 1], [1], 1)
            .Expect<float>([1, 1, 1], 1.5f).Expect<float>([1, 1], 1.5f).Exactly();
        // Both gates are 1/4, the candidate is the softsign of 1 + 2 * 0.25 h + 1.
        yield return Layer("functions with parameters",
            new Gru { GateFunction = new Unary(UnaryKind.HardSigmoid) { Alpha = 0.2f, Beta = 0.25f }, Function = new Unary(UnaryKind.Softsign) }, [1, 1, 1], [1], 1)
            .Expect<float>([1, 1, 1], 0.7857143f).Expect<float>([1, 1], 0.7857143f);
        // By the formula in double precision.
        yield return Usual("two steps, reset before the product", new Gru(), 0.61594219f, -0.27713037f);
        yield return Usual("two steps, reset after the product", new Gru { ResetAfter = true }, 0.59759168f, -0.31270218f);
        yield return Layer("sequence without time", new Gru(), [1, 1], [1], 1).Refused("expected 3 dimension");
        yield return new OpCase("wrong recurrent weights", new Gru()).Input<float>([1, 1, 1], 1)
            .Const<float>([1, 1], 0).Const<float>([1, 1], 0).Const<float>([1, 1], 0)
            .Const<float>([1, 2], 0, 0).Const<float>([1, 1], 0).Const<float>([1, 1], 0)
            .LeftOut().LeftOut().LeftOut().LeftOut().LeftOut().LeftOut().Input<float>([1, 1], 0)
            .Refused("operand 4 is");
    }

    private static OpCase Layer(string name, Gru op, Shape shape, float[] x, params float[] h) => new OpCase(name, op)
        .Input(shape, x)
        .Const<float>([1, 1], 0).Const<float>([1, 1], 0).Const<float>([1, 1], 1)
        .Const<float>([1, 1], 0).Const<float>([1, 1], 0).Const<float>([1, 1], 2)
        .LeftOut().LeftOut().LeftOut()
        .LeftOut().LeftOut().Const<float>([1], 1)
        .Input<float>([h.Length, 1], h);

    private static OpCase Usual(string name, Gru op, float first, float second) => new OpCase(name, op)
        .Input<float>([1, 2, 1], 1, -2)
        .Const<float>([1, 1], 0.5f).Const<float>([1, 1], -0.4f).Const<float>([1, 1], 0.7f)
        .Const<float>([1, 1], 0.3f).Const<float>([1, 1], 0.6f).Const<float>([1, 1], 0.9f)
        .Const<float>([1], 0.1f).Const<float>([1], 0.2f).Const<float>([1], -0.1f)
        .Const<float>([1], -0.2f).Const<float>([1], 0.1f).Const<float>([1], 0.3f)
        .Input<float>([1, 1], 0.5f)
        .Expect<float>([1, 2, 1], first, second)
        .Expect<float>([1, 1], second);
}
