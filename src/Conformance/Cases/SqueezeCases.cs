namespace NnBridge.Conformance.Cases;

internal sealed class SqueezeCases : OpCases<Squeeze>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("every 1", new Squeeze())
            .Input<float>([1, 2, 1, 3], 1, 2, 3, 4, 5, 6)
            .Expect<float>([2, 3], 1, 2, 3, 4, 5, 6);
        yield return new OpCase("named axes", new Squeeze())
            .Input<int>([1, 2, 1], 1, 2).Const<long>([1], -1)
            .Expect<int>([1, 2], 1, 2);
        yield return new OpCase("no axes", new Squeeze())
            .Input<int>([1, 2], 1, 2).Const<int>([0])
            .Expect<int>([1, 2], 1, 2);
        yield return new OpCase("not 1", new Squeeze())
            .Input<float>([2, 1], 1, 2).Const<int>([1], 0)
            .Refused("only size 1 can be dropped");
    }
}
