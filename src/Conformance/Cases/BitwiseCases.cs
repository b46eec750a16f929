namespace NnBridge.Conformance.Cases;

internal sealed class BitwiseCases : OpCases<Bitwise>
{
    public override IEnumerable<OpCase> Cases()
    {
        foreach ((BitwiseKind kind, Func<int, int, int> definition) in new (BitwiseKind, Func<int, int, int>)[]
            { (BitwiseKind.And, (a, b) => a & b), (BitwiseKind.Or, (a, b) => a | b), (BitwiseKind.Xor, (a, b) => a ^ b), (BitwiseKind.ShiftLeft, (a, b) => a << b) })
            yield return new OpCase($"{kind} by definition", new Bitwise(kind))
                .Input<int>([5], 5, 7, 0, -6, 1 << 20)
                .Input<int>([5], 3, 1, 9, 2, 4)
                .Expect([5], definition(5, 3), definition(7, 1), definition(0, 9), definition(-6, 2), definition(1 << 20, 4))
                .Exactly();
        yield return new OpCase("exclusive or", new Bitwise(BitwiseKind.Xor))
            .Input<int>([3], 5, 7, 0)
            .Input<int>([1], 3)
            .Expect<int>([3], 6, 4, 3)
            .Exactly();
        yield return new OpCase("right shift keeps the sign", new Bitwise(BitwiseKind.ShiftRight))
            .Input<sbyte>([3], -8, 8, -1)
            .Input<sbyte>([3], 2, 1, 100)
            .Expect<sbyte>([3], -2, 4, -1)
            .Exactly();
    }
}
