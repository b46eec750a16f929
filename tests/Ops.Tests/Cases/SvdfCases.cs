namespace NnBridge.Ops.Tests.Cases;

public sealed class SvdfCases : OpCases<Svdf>
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
    }
}
