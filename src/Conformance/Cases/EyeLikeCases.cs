namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class EyeLikeCases : OpCases<EyeLike>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("main diagonal", new EyeLike(ElementType.Float64))
            .Input<int>([3, 4], 44, 47, 64, 67, 67, 9, 83, 21, 36, 87, 70, 88)
            .Expect<double>([3, 4], 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0)
            .Exactly();
        yield return new OpCase("above it", new EyeLike(ElementType.Float32) { Diagonal = 1 })
            .Input<int>([4, 5], 44, 47, 64, 67, 67, 9, 83, 21, 36, 87, 70, 88, 88, 12, 58, 65, 39, 87, 46, 88)
            .Expect<float>([4, 5], 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1)
            .Exactly();
        yield return new OpCase("below it, Bool", new EyeLike(ElementType.Bool) { Diagonal = -2 })
            .Input<float>([3, 2], 0, 0, 0, 0, 0, 0)
            .Expect<bool>([3, 2], false, false, false, false, true, false)
            .Exactly();
        yield return new OpCase("beyond the matrix, half precision", new EyeLike(ElementType.Float16) { Diagonal = 9 })
            .Input<int>([1, 2], 5, 5)
            .Expect<Half>([1, 2], (Half)0, (Half)0)
            .Exactly();
    }
}
