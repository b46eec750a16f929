namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class MelWeightMatrixCases : OpCases<MelWeightMatrix>
{
    public override IEnumerable<OpCase> Cases()
    {
        // Edges at floor(10 * f / 600) for f = 0, 88.4 and 187.9 Hz, thirds of the way to 300 Hz on the mel scale: bins 0, 1 and 3.
        yield return new OpCase("one band", new MelWeightMatrix(ElementType.Float64))
            .Const<int>([], 1)
            .Const<int>([], 9)
            .Const<int>([], 600)
            .Const<float>([], 0)
            .Const<float>([], 300)
            .Expect<double>([5, 1], 0, 1, 0.5, 0, 0);
        yield return new OpCase("no sample rate", new MelWeightMatrix(ElementType.Float32))
            .Const<int>([], 1)
            .Const<int>([], 4)
            .Const<int>([], 0)
            .Const<float>([], 0)
            .Const<float>([], 1)
            .Refused("sample rate is 0");
    }
}
