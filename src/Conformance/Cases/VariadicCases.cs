namespace NnBridge.Conformance.Cases;

internal sealed class VariadicCases : OpCases<Variadic>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("sum of three", new Variadic(VariadicKind.Sum))
            .Input<float>([2], 1, 2)
            .Input<float>([1], 10)
            .Input<float>([2], 100, 200)
            .Expect<float>([2], 111, 212)
            .Exactly();
    }
}
