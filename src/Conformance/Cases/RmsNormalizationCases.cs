namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class RmsNormalizationCases : OpCases<RmsNormalization>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("rows", new RmsNormalization(1))
            .Input<float>([3, 4], 1.7640524f, 0.4001572f, 0.978738f, 2.2408931f, 1.867558f, -0.9772779f, 0.95008844f, -0.1513572f,
                -0.10321885f, 0.41059852f, 0.14404356f, 1.4542735f)
            .Input<float>([4], 1.2302907f, 1.2023798f, -0.3873268f, -0.30230275f)
            .Expect<float>([3, 4], 1.427057f, 0.31636938f, -0.24926776f, -0.44543603f, 1.9832929f, -1.0142962f, -0.31764838f, 0.039495736f,
                -0.16692692f, 0.6489611f, -0.07333834f, -0.5778935f);
        // Mean of squares 12.5.
        yield return new OpCase("everything, no scale, Float64", new RmsNormalization(0) { Epsilon = 0 })
            .Input<double>([2, 1], 3, 4)
            .Expect<double>([2, 1], 0.848528137423857, 1.131370849898476);
    }
}
