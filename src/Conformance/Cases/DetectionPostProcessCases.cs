namespace NnBridge.Conformance.Cases;

internal sealed class DetectionPostProcessCases : OpCases<DetectionPostProcess>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two of three boxes survive", new DetectionPostProcess(1, 3, 1) { ScoreThreshold = 0.5f, Scale = [10, 10, 5, 5] })
            .Input<float>([1, 3, 4], 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
            .Input<float>([1, 3, 2], 0, 0.9f, 0, 0.8f, 0, 0.7f)
            .Const<float>([3, 4], 0.5f, 0.5f, 1, 1, 0.5f, 0.5f, 1, 1, 10.5f, 0.5f, 1, 1)
            .Expect<float>([1, 3, 4], 0, 0, 1, 1, 10, 0, 11, 1, 0, 0, 0, 0)
            .Expect<float>([1, 3], 0, 0, 0)
            .Expect<float>([1, 3], 0.9f, 0.7f, 0)
            .Expect<float>([1], 2);
        yield return new OpCase("boxes compete within a class only", new DetectionPostProcess(2, 2, 1) { PerClass = true, ScoreThreshold = 0.1f, DetectionsPerClass = 5 })
            .Input<float>([1, 2, 4], 0, 0, 0, 0, 0, 0, 0, 0)
            .Input<float>([1, 2, 2], 0.3f, 0.9f, 0.4f, 0.2f)
            .Const<float>([2, 4], 0.5f, 0.5f, 1, 1, 0.5f, 0.5f, 1, 1)
            .Expect<float>([1, 2, 4], 0, 0, 1, 1, 0, 0, 1, 1)
            .Expect<float>([1, 2], 1, 0)
            .Expect<float>([1, 2], 0.9f, 0.4f)
            .Expect<float>([1], 2);
    }
}
