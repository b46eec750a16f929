namespace NnBridge.Conformance.Cases;

internal sealed class SignalFilterBankSpectralSubtractionCases : OpCases<SignalFilterBankSpectralSubtraction>
{
    public override IEnumerable<OpCase> Cases()
    {
        // Of the unit tests of TensorFlow Lite Micro.
        yield return new OpCase("32 channels", new SignalFilterBankSpectralSubtraction(655, 15729, 655, 15729, 819, 0, 14))
            .Input<uint>([32], 322, 308, 210, 212, 181, 251, 403, 259, 65, 48, 76, 48, 50, 46, 53, 52, 112, 191, 136, 59, 70, 51, 39, 64, 33, 44, 41,
                49, 74, 107, 262, 479)
            .Input<uint>([32], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            .Expect<uint>([32], 310, 296, 202, 204, 174, 241, 387, 249, 63, 47, 73, 47, 49, 45, 51, 50, 108, 184, 131, 57, 68, 49, 38, 62, 32, 43, 40,
                48, 72, 103, 252, 460)
            .Expect<uint>([32], 12, 12, 8, 8, 7, 10, 16, 10, 2, 1, 3, 1, 1, 1, 2, 2, 4, 7, 5, 2, 2, 2, 1, 2, 1, 1, 1, 1, 2, 4, 10, 19)
            .Exactly();
        yield return new OpCase("16 channels", new SignalFilterBankSpectralSubtraction(655, 15729, 655, 15729, 819, 0, 14))
            .Input<uint>([16], 393, 213, 408, 1, 361, 385, 386, 326, 170, 368, 368, 305, 152, 322, 213, 319)
            .Input<uint>([16], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            .Expect<uint>([16], 378, 205, 392, 1, 347, 370, 371, 313, 164, 354, 354, 293, 146, 310, 205, 307)
            .Expect<uint>([16], 15, 8, 16, 0, 14, 15, 15, 13, 6, 14, 14, 12, 6, 12, 8, 12)
            .Exactly();
        // Half of signal and noise each: 16 * 2 / 2 + 100 / 2 = 66, which is more than the signal of 32; even and odd channels differ.
        yield return new OpCase("noise above the signal", new SignalFilterBankSpectralSubtraction(2, 2, 4, 0, 1, 1, 2))
            .Input<uint>([2], 16, 16)
            .Input<uint>([2], 100, 100)
            .Expect<uint>([2], 4, 4)
            .Expect<uint>([2], 66, 32)
            .Exactly();
        yield return new OpCase("noise is clamped to the signal", new SignalFilterBankSpectralSubtraction(2, 2, 4, 0, 1, 1, 2) { Clamping = true })
            .Input<uint>([2], 16, 16)
            .Input<uint>([2], 100, 100)
            .Expect<uint>([2], 4, 4)
            .Expect<uint>([2], 32, 32)
            .Exactly();
    }
}
