namespace NnBridge.Ops.Tests.Cases;

public sealed class RnnCases : OpCases<Rnn>
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
    }
}
