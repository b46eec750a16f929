namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class ColumnsToImageCases : OpCases<ColumnsToImage>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("rows of five", new ColumnsToImage([1, 1], [1, 1], Padding.Valid))
            .Input<float>([1, 5, 5], 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25)
            .Const<long>([2], 5, 5)
            .Const<long>([2], 1, 5)
            .Expect<float>([1, 5, 5, 1], 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25)
            .Exactly();
        yield return new OpCase("overlapping blocks", new ColumnsToImage([2, 2], [1, 1], Padding.Valid))
            .Input<float>([1, 4, 9], 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1,
                0)
            .Const<long>([2], 5, 5)
            .Const<long>([2], 3, 3)
            .Expect<float>([1, 5, 5, 1], 0, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0, 2, 1, 2, 1, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0)
            .Exactly();
        yield return new OpCase("padded", new ColumnsToImage([1, 1], [1, 1], Padding.Explicit([0, 1], [0, 1])))
            .Input<float>([1, 15, 5], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60,
                61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75)
            .Const<long>([2], 5, 5)
            .Const<long>([2], 1, 5)
            .Expect<float>([1, 5, 5, 1], 8, 21, 24, 27, 24, 38, 66, 69, 72, 54, 68, 111, 114, 117, 84, 98, 156, 159, 162, 114, 128, 201, 204,
                207, 144)
            .Exactly();
        yield return new OpCase("three dimensions", new ColumnsToImage([1, 1, 1], [1, 1, 1], Padding.Valid))
            .Input<float>([1, 12, 10], 1, 2, 3, 4, 5, 61, 62, 63, 64, 65, 6, 7, 8, 9, 10, 66, 67, 68, 69, 70, 11, 12, 13, 14, 15, 71, 72, 73,
                74, 75, 16, 17, 18, 19, 20, 76, 77, 78, 79, 80, 21, 22, 23, 24, 25, 81, 82, 83, 84, 85, 26, 27, 28, 29, 30, 86, 87, 88, 89, 90,
                31, 32, 33, 34, 35, 91, 92, 93, 94, 95, 36, 37, 38, 39, 40, 96, 97, 98, 99, 100, 41, 42, 43, 44, 45, 101, 102, 103, 104, 105, 46,
                47, 48, 49, 50, 106, 107, 108, 109, 110, 51, 52, 53, 54, 55, 111, 112, 113, 114, 115, 56, 57, 58, 59, 60, 116, 117, 118, 119, 120)
            .Const<long>([3], 3, 4, 5)
            .Const<long>([3], 1, 1, 5)
            .Expect<float>([1, 3, 4, 5, 2], 1, 61, 2, 62, 3, 63, 4, 64, 5, 65, 6, 66, 7, 67, 8, 68, 9, 69, 10, 70, 11, 71, 12, 72, 13, 73, 14,
                74, 15, 75, 16, 76, 17, 77, 18, 78, 19, 79, 20, 80, 21, 81, 22, 82, 23, 83, 24, 84, 25, 85, 26, 86, 27, 87, 28, 88, 29, 89, 30,
                90, 31, 91, 32, 92, 33, 93, 34, 94, 35, 95, 36, 96, 37, 97, 38, 98, 39, 99, 40, 100, 41, 101, 42, 102, 43, 103, 44, 104, 45, 105,
                46, 106, 47, 107, 48, 108, 49, 109, 50, 110, 51, 111, 52, 112, 53, 113, 54, 114, 55, 115, 56, 116, 57, 117, 58, 118, 59, 119, 60,
                120)
            .Exactly();
        // Windows {0, 2} and {1, 3}, two channels.
        yield return new OpCase("dilated, two channels", new ColumnsToImage([1], [2], Padding.Valid))
            .Input<int>([1, 2, 4], 1, 2, 10, 20, 3, 4, 30, 40)
            .Const<int>([1], 4)
            .Const<int>([1], 2)
            .Expect<int>([1, 4, 2], 1, 10, 3, 30, 2, 20, 4, 40)
            .Exactly();
        yield return new OpCase("too few windows", new ColumnsToImage([1], [1], Padding.Valid))
            .Input<int>([1, 2, 2], 1, 2, 3, 4)
            .Const<int>([1], 4)
            .Const<int>([1], 2)
            .Refused("expected 3 windows");
    }
}
