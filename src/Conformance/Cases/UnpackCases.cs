namespace NnBridge.Conformance.Cases;

internal sealed class UnpackCases : OpCases<Unpack>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("first axis", new Unpack(0, 2))
            .Input<float>([2, 2], 1, 2, 3, 4)
            .Expect<float>([2], 1, 2).Expect<float>([2], 3, 4);
        yield return new OpCase("last axis", new Unpack(-1, 3))
            .Input<sbyte>([2, 3], 1, 2, 3, 4, 5, 6)
            .Expect<sbyte>([2], 1, 4).Expect<sbyte>([2], 2, 5).Expect<sbyte>([2], 3, 6);
        yield return new OpCase("to scalars", new Unpack(0, 1))
            .Input<int>([1], 9)
            .Expect<int>([], 9);
        yield return new OpCase("wrong number", new Unpack(0, 3))
            .Input<int>([2], 9, 8)
            .Refused("expected 3");
    }
}
