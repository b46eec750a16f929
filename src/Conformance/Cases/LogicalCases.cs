namespace NnBridge.Conformance.Cases;

internal sealed class LogicalCases : OpCases<Logical>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("or", new Logical(LogicalKind.Or))
            .Input<bool>([4], false, false, true, true)
            .Input<bool>([4], false, true, false, true)
            .Expect<bool>([4], false, true, true, true)
            .Exactly();
        yield return new OpCase("exclusive or", new Logical(LogicalKind.Xor))
            .Input<bool>([4], false, false, true, true)
            .Input<bool>([4], false, true, false, true)
            .Expect<bool>([4], false, true, true, false)
            .Exactly();
        yield return new OpCase("and with broadcasting", new Logical(LogicalKind.And))
            .Input<bool>([2], true, false)
            .Input<bool>([1], true)
            .Expect<bool>([2], true, false)
            .Exactly();
    }
}
