namespace NnBridge.Conformance.Cases;

internal sealed class SignalFilterBankLogCases : OpCases<SignalFilterBankLog>
{
    public override IEnumerable<OpCase> Cases()
    {
        // Of the unit tests of TensorFlow Lite Micro.
        yield return new OpCase("scale 1600", new SignalFilterBankLog(1600, 3))
            .Input<uint>([32], 29, 21, 29, 40, 19, 11, 13, 23, 13, 11, 25, 17, 5, 4, 46, 14, 17, 14, 20, 14, 10, 10, 15, 11, 17, 12, 15, 16, 19, 18,
                6, 2)
            .Expect<short>([32], 8715, 8198, 8715, 9229, 8038, 7164, 7431, 8344, 7431, 7164, 8477, 7860, 5902, 5545, 9453, 7550, 7860, 7550, 8120,
                7550, 7011, 7011, 7660, 7164, 7860, 7303, 7660, 7763, 8038, 7952, 6194, 4436)
            .Exactly();
        yield return new OpCase("scale 32768", new SignalFilterBankLog(32768, 5))
            .Input<uint>([16], 48, 20, 19, 24, 35, 47, 23, 30, 31, 10, 48, 21, 46, 14, 18, 27)
            .Expect<short>([16], 32767, 15121, 13440, 21095, 32767, 32767, 19701, 28407, 29482, 32767, 32767, 16720, 32767, 3434, 11669, 24955)
            .Exactly();
    }
}
