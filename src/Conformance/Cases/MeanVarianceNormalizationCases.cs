namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class MeanVarianceNormalizationCases : OpCases<MeanVarianceNormalization>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("all but the channels", new MeanVarianceNormalization())
            .Input<float>([3, 3, 1, 3], 0.8439683f, 0.02916367f, 0.79538304f, 0.5665144f, 0.12964272f, 0.9411346f, 0.05836735f, 0.5060197f,
                0.9546573f, 0.17730942f, 0.6746842f, 0.9240844f, 0.46192095f, 0.01665257f, 0.9722341f, 0.26480448f, 0.62473077f, 0.11965699f,
                0.41356155f, 0.81929934f, 0.69248444f, 0.9129373f, 0.7862604f, 0.54119414f, 0.59330076f, 0.11799799f, 0.07513223f)
            .Const<long>([3], 0, 1, 2)
            .Expect<float>([3, 3, 1, 3], 1.3546423f, -1.2106764f, 0.38083088f, 0.33053496f, -0.89259523f, 0.81808794f, -1.5450814f,
                0.29888138f, 0.85865635f, -1.1060555f, 0.8328137f, 0.7669372f, -0.05552877f, -1.2502822f, 0.9113869f, -0.78310335f, 0.6746786f,
                -1.6463585f, -0.23402764f, 1.290614f, 0.0721334f, 1.6092131f, 1.1860245f, -0.38174f, 0.42940593f, -0.9294583f, -1.7799333f);
        yield return new OpCase("mean only", new MeanVarianceNormalization { NormalizeVariance = false })
            .Input<float>([2, 2], 1, 3, 10, 20)
            .Const<int>([1], -1)
            .Expect<float>([2, 2], -1, 1, -5, 5)
            .Exactly();
    }
}
