namespace NnBridge.Conformance.Cases;

internal sealed class SignalEnergyCases : OpCases<SignalEnergy>
{
    public override IEnumerable<OpCase> Cases()
    {
        // Of the unit tests of TensorFlow Lite Micro.
        yield return new OpCase("band from 2 to 4", new SignalEnergy(2, 4))
            .Input<short>([16], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .Expect<uint>([8], 0, 0, 61, 113, 0, 0, 0, 0)
            .Exactly();
        yield return new OpCase("band from 0 to 4", new SignalEnergy(0, 4))
            .Input<short>([16], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .Expect<uint>([8], 5, 25, 61, 113, 0, 0, 0, 0)
            .Exactly();
        yield return new OpCase("band from 4 to 8", new SignalEnergy(4, 8))
            .Input<short>([16], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .Expect<uint>([8], 0, 0, 0, 0, 181, 265, 365, 481)
            .Exactly();
        yield return new OpCase("a band beyond the end", new SignalEnergy(0, 3))
            .Input<short>([4], 1, 2, 3, 4)
            .Refused("the band ends at 3");
    }
}
