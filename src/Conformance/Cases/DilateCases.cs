namespace NnBridge.Conformance.Cases;

internal sealed class DilateCases : OpCases<Dilate>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two axes", new Dilate())
            .Input<float>([2, 3], 1, 2, 3, 4, 5, 6)
            .Const<int>([2], 2, 3)
            .Input<float>([], -1)
            .Expect<float>([3, 7], 1, -1, -1, 2, -1, -1, 3, -1, -1, -1, -1, -1, -1, -1, 4, -1, -1, 5, -1, -1, 6)
            .Exactly();
        yield return new OpCase("one element stays alone", new Dilate())
            .Input<short>([1, 2], 7, 8)
            .Const<long>([2], 1 << 30, 1)
            .Const<short>([1], 0)
            .Expect<short>([1, 2], 7, 8)
            .Exactly();
        yield return new OpCase("nothing", new Dilate())
            .Input<byte>([0, 2])
            .Const<int>([2], 3, 2)
            .Const<byte>([], 9)
            .Expect<byte>([0, 3])
            .Exactly();
        yield return new OpCase("a factor of 0", new Dilate())
            .Input<int>([2], 1, 2)
            .Const<int>([1], 0)
            .Const<int>([], 0)
            .Refused("factor of axis 0 is 0");
    }
}
