namespace NnBridge.Ops.Tests.Cases;

public sealed class L2NormalizationCases : OpCases<L2Normalization>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("length one", new L2Normalization(-1))
            .Input<float>([2, 2], 3, 4, 0, 0)
            .Expect<float>([2, 2], 0.6f, 0.8f, 0, 0);
    }
}
