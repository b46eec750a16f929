namespace NnBridge.Conformance.Cases;

internal sealed class PackCases : OpCases<Pack>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("first axis", new Pack(0))
            .Input<float>([2], 1, 2).Input<float>([2], 3, 4)
            .Expect<float>([2, 2], 1, 2, 3, 4);
        yield return new OpCase("last axis", new Pack(-1))
            .Input<byte>([2], 1, 2).Input<byte>([2], 3, 4).Input<byte>([2], 5, 6)
            .Expect<byte>([2, 3], 1, 3, 5, 2, 4, 6);
        yield return new OpCase("scalars", new Pack(0))
            .Input<int>([], 1).Input<int>([], 3)
            .Expect<int>([2], 1, 3);
        yield return new OpCase("shapes differ", new Pack(0))
            .Input<int>([1], 1).Input<int>([2], 3, 4)
            .Refused("size of axis 0");
    }
}
