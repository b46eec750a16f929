namespace NnBridge.Conformance.Cases;

internal sealed class SignalFilterBankSquareRootCases : OpCases<SignalFilterBankSquareRoot>
{
    public override IEnumerable<OpCase> Cases()
    {
        // Of the unit tests of TensorFlow Lite Micro.
        yield return new OpCase("32 channels", new SignalFilterBankSquareRoot())
            .Input<ulong>([32], 10528000193, 28362909357, 47577133750, 8466055850, 5842710800, 2350911449, 2989811430, 2646718839, 515262774,
                276394561, 469831522, 55815334, 28232446, 11591835, 40329249, 67658028, 183446654, 323189165, 117473797, 41339272,
                25846050, 12428673, 18670978, 22521722, 78477733, 54207503, 25150296, 43098592, 28211625, 15736687, 20990296, 17907031)
            .Input<int>([], 7)
            .Expect<uint>([32], 801, 1315, 1704, 718, 597, 378, 427, 401, 177, 129, 169, 58, 41, 26, 49, 64, 105, 140, 84, 50, 39, 27, 33, 37, 69, 57,
                39, 51, 41, 30, 35, 33)
            .Exactly();
        yield return new OpCase("16 channels", new SignalFilterBankSquareRoot())
            .Input<ulong>([16], 13051415151, 14932650877, 18954728418, 8730126017, 6529665275, 12952546517, 10314975609, 8919697835, 8053663348,
                17231208421, 7366899760, 1372112200, 19953434807, 17012385332, 4710443222, 17765594053)
            .Input<int>([], 5)
            .Expect<uint>([16], 3570, 3818, 4302, 2919, 2525, 3556, 3173, 2951, 2804, 4102, 2682, 1157, 4414, 4076, 2144, 4165)
            .Exactly();
        // 2 and 6 are rounded to the nearest root, 65535 * 65535 + 65535 and the largest number stop at the end of the range.
        yield return new OpCase("ends of the range", new SignalFilterBankSquareRoot())
            .Input<ulong>([6], 0, 2, 6, 4294901760, 4294967295, ulong.MaxValue)
            .Input<int>([], 0)
            .Expect<uint>([6], 0, 1, 2, 65535, 65535, uint.MaxValue)
            .Exactly();
    }
}
