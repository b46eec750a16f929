namespace NnBridge.Conformance.Cases;

internal sealed class FakeQuantizeCases : OpCases<FakeQuantize>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("eight bits", new FakeQuantize(0, 255, 8))
            .Input<float>([4], -3, 1.4f, 1.5f, 300)
            .Expect<float>([4], 0, 1, 2, 255);
    }
}
