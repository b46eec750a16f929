namespace NnBridge.Conformance.Cases;

internal sealed class SelectCases : OpCases<Select>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("with broadcasting", new Select())
            .Input<bool>([2, 1], true, false)
            .Input<float>([2], 1, 2)
            .Input<float>([2, 2], 10, 20, 30, 40)
            .Expect<float>([2, 2], 1, 2, 30, 40)
            .Exactly();
    }
}
