namespace NnBridge.Conformance.Cases;

internal sealed class RankOfCases : OpCases<RankOf>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("of three dimensions", new RankOf())
            .Input<float>([1, 1, 2], 1, 2)
            .Expect<int>([], 3)
            .Exactly();
    }
}
