namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class DeformableConvolutionCases : OpCases<DeformableConvolution>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("basic deform conv with padding", new DeformableConvolution([1, 1], [1, 1], Padding.Explicit([1, 1], [1, 1])))
            .Input<float>([1, 3, 3, 1], 0, 1, 2, 3, 4, 5, 6, 7, 8)
            .Input<float>([1, 2, 2, 1], 1, 1, 1, 1)
            .Input<float>([1, 4, 4, 8], 0.5f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -0.1f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            .Expect<float>([1, 4, 4, 1], 0, 1, 3, 2, 3, 8, 11.9f, 7, 9, 20, 24, 13, 6, 13, 15, 8);
        yield return new OpCase("basic deform conv without padding", new DeformableConvolution([1, 1], [1, 1], Padding.Valid))
            .Input<float>([1, 3, 3, 1], 0, 1, 2, 3, 4, 5, 6, 7, 8)
            .Input<float>([1, 2, 2, 1], 1, 1, 1, 1)
            .Input<float>([1, 2, 2, 8], 0.5f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -0.1f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            .Expect<float>([1, 2, 2, 1], 9.5f, 11.9f, 20, 24);
        yield return new OpCase("deform conv with mask bias", new DeformableConvolution([1, 1], [1, 1], Padding.Valid))
            .Input<float>([1, 3, 3, 1], 0, 1, 2, 3, 4, 5, 6, 7, 8)
            .Input<float>([1, 2, 2, 1], 1, 1, 1, 1)
            .Input<float>([1, 2, 2, 8], 0.5f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -0.1f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            .Input<float>([1], 1)
            .Input<float>([1, 2, 2, 4], 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.2f, 1)
            .Expect<float>([1, 2, 2, 1], 10.5f, 12.9f, 21, 19.4f);
    }
}
