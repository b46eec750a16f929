namespace NnBridge.Conformance.Cases;

internal sealed class BitwiseCases : OpCases<Bitwise>
{
    public override IEnumerable<OpCase> Cases()
    {
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
