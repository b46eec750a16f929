namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: what NumPy draws from the seed.</summary>
internal sealed class RandomNormalCases : OpCases<RandomNormal>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("seed 0", new RandomNormal(ElementType.Float64, 0, 1))
            .Const<long>([1], 5)
            .Expect<double>([5], 1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458, 1.8675579901499675)
            .Within(new Tolerance(1e-14, 1e-14));
        yield return new OpCase("another mean and deviation", new RandomNormal(ElementType.Float32, 10, 0.5f))
            .Const<long>([1], 3)
            .Expect<float>([3], 10.882026f, 10.200079f, 10.489369f);
    }
}
