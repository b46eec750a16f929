namespace NnBridge.Conformance.Cases;

internal sealed class SignalOverlapAddCases : OpCases<SignalOverlapAdd>
{
    public override IEnumerable<OpCase> Cases()
    {
        // Of the unit tests of TensorFlow Lite Micro.
        yield return new OpCase("four frames", new SignalOverlapAdd(1))
            .Input<short>([4, 3], 125, -12, -895, 1000, 65, -212, 63, 71, 52, 1, -17, 32)
            .Input<short>([3], 0, 0, 0)
            .Expect<short>([4], 125, 988, -767, -140)
            .Expect<short>([3], 35, 32, 0)
            .Exactly();
        yield return new OpCase("floats go on with what is left", new SignalOverlapAdd(1))
            .Input<float>([1, 3], 100, 6.5f, -21.2f)
            .Input<float>([3], -1.2f, -89.5f, 0)
            .Expect<float>([1], 98.8f)
            .Expect<float>([3], -83, -21.2f, 0);
        yield return new OpCase("sums are cut off at the end of the range, per row", new SignalOverlapAdd(2))
            .Input<short>([2, 1, 3], 32767, -32768, 1, 2, 3, 4)
            .Input<short>([2, 3], 1, -1, 1, 10, 20, 30)
            .Expect<short>([2, 2], 32767, -32768, 12, 23)
            .Expect<short>([2, 3], 2, 0, 0, 34, 0, 0)
            .Exactly();
        yield return new OpCase("a step beyond the frame", new SignalOverlapAdd(3))
            .Input<float>([1, 2], 1, 2)
            .Input<float>([2], 1, 2)
            .Refused("step is 3, frames have 2");
    }
}
