namespace NnBridge.Ops.Tests.Cases;

public sealed class CastCases : OpCases<Cast>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("float to integer truncates and saturates", new Cast(ElementType.Int8))
            .Input<float>([4], 1.9f, -1.9f, 300, float.NaN)
            .Expect<sbyte>([4], 1, -1, 127, 0)
            .Exactly();
        yield return new OpCase("integer to float", new Cast(ElementType.Float32))
            .Input<long>([2], -3, 16777216)
            .Expect<float>([2], -3, 16777216)
            .Exactly();
        yield return new OpCase("to truth and back", new Cast(ElementType.Bool))
            .Input<int>([3], 0, 5, -1)
            .Expect<bool>([3], false, true, true)
            .Exactly();
        yield return new OpCase("wide integers wrap around", new Cast(ElementType.UInt8))
            .Input<int>([2], 257, -1)
            .Expect<byte>([2], 1, 255)
            .Exactly();
    }
}
