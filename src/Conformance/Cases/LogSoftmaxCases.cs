namespace NnBridge.Conformance.Cases;

internal sealed class LogSoftmaxCases : OpCases<LogSoftmax>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("last axis", new LogSoftmax(-1))
            .Input<float>([1, 2], 0, 0)
            .Expect<float>([1, 2], -0.6931472f, -0.6931472f);
    }
}
