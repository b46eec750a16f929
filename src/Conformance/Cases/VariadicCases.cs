namespace NnBridge.Conformance.Cases;

internal sealed class VariadicCases : OpCases<Variadic>
{
    public override IEnumerable<OpCase> Cases()
    {
        foreach ((VariadicKind kind, float[] expected) in new[] { (VariadicKind.Mean, new[] { 3f, 4 }), (VariadicKind.Min, [-1, 2]), (VariadicKind.Max, [9, 8]) })
            yield return new OpCase($"{kind} of three", new Variadic(kind))
                .Input<float>([2], 1, 2)
                .Input<float>([2], 9, 8)
                .Input<float>([2], -1, 2)
                .Expect([2], expected);
        yield return new OpCase("sum of three", new Variadic(VariadicKind.Sum))
            .Input<float>([2], 1, 2)
            .Input<float>([1], 10)
            .Input<float>([2], 100, 200)
            .Expect<float>([2], 111, 212)
            .Exactly();
    }
}
