namespace NnBridge.Conformance.Cases;

internal sealed class TransposedConvolutionCases : OpCases<TransposedConvolution>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("stride two", new TransposedConvolution([2], [1], Padding.Valid))
            .Input<float>([1, 2, 1], 1, 2)
            .Const<float>([1, 3, 1], 1, 2, 3)
            .Expect<float>([1, 5, 1], 1, 2, 5, 4, 6)
            .Exactly();
        yield return new OpCase("size given, same padding", new TransposedConvolution([2], [1], Padding.SameUpper))
            .Input<float>([1, 2, 1], 1, 2)
            .Const<float>([1, 3, 1], 1, 2, 3)
            .LeftOut()
            .Const<int>([1], 4)
            .Expect<float>([1, 4, 1], 1, 2, 5, 4)
            .Exactly();
    }
}
