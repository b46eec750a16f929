namespace NnBridge.Conformance.Cases;

internal sealed class ArgMinMaxCases : OpCases<ArgMinMax>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("first of equals", new ArgMinMax(ArgKind.Max, ElementType.Int32))
            .Input<float>([2, 3], 1, 5, 5, 3, 2, 1)
            .Const<int>([], -1)
            .Expect<int>([2], 1, 0)
            .Exactly();
        yield return new OpCase("smallest along the first axis, axis kept", new ArgMinMax(ArgKind.Min, ElementType.Int64) { KeepDims = true })
            .Input<sbyte>([2, 2], 3, -1, 2, 4)
            .Const<int>([1], 0)
            .Expect<long>([1, 2], 1, 0)
            .Exactly();
    }
}
