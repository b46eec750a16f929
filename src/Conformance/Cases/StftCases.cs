namespace NnBridge.Conformance.Cases;

internal sealed class StftCases : OpCases<Stft>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("window, half of the frequencies", new Stft())
            .Input<float>([1, 6, 1], 1, 2, -1, 0.5f, 3, 1)
            .Const<long>([], 2)
            .Const<float>([4], 0.5f, 1, 1, 0.25f)
            .Expect<float>([1, 2, 3, 2], 1.625f, 0, 1.5f, -1.875f, -2.625f, -5.3578297e-16f, 3.25f, 0, -3.5f, -0.25f, 1.75f, 5.8170723e-16f);
        yield return new OpCase("frame length, all frequencies", new Stft { OneSided = false })
            .Input<double>([1, 6, 1], 1, 2, -1, 0.5, 3, 1)
            .Const<int>([], 3)
            .LeftOut()
            .Const<int>([], 3)
            .Expect<double>([1, 2, 3, 2], 2, 0, 0.500000000000001, -2.59807621135332, 0.499999999999998, 2.59807621135332, 4.5, 0, -1.5,
                -1.73205080756888, -1.5, 1.73205080756888);
        yield return new OpCase("a frame longer than the signal", new Stft())
            .Input<float>([1, 2, 1], 1, 2)
            .Const<int>([], 1)
            .LeftOut()
            .Const<int>([], 3)
            .Refused("frames of 3 do not fit");
    }
}
