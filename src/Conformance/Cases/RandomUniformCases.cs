namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: what NumPy draws from the seed.</summary>
internal sealed class RandomUniformCases : OpCases<RandomUniform>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("seed 0", new RandomUniform(ElementType.Float64, 0, 1))
            .Const<long>([2], 2, 2)
            .Expect<double>([2, 2], 0.5488135039273248, 0.7151893663724195, 0.6027633760716439, 0.5448831829968969)
            .Exactly();
        yield return new OpCase("between other bounds", new RandomUniform(ElementType.Float32, -1, 3) { Seed = 7 })
            .Const<int>([1], 5)
            .Expect<float>([5], -0.6947668f, 2.1196752f, 0.7536369f, 1.8938607f, 2.911958f);
        yield return new OpCase("half precision, no numbers", new RandomUniform(ElementType.Float16, 0, 1))
            .Const<int>([2], 0, 3)
            .Expect<Half>([0, 3])
            .Exactly();
        yield return new OpCase("a negative size", new RandomUniform(ElementType.Float32, 0, 1))
            .Const<int>([1], -1)
            .Refused("size -1 is outside");
    }
}
