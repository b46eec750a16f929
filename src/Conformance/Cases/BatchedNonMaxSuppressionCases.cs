namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class BatchedNonMaxSuppressionCases : OpCases<BatchedNonMaxSuppression>
{
    /// <summary>Three boxes that overlap, two others that do, and one alone; and how good each is.</summary>
    private static readonly float[] s_boxes = [0, 0, 1, 1, 0, 0.1f, 1, 1.1f, 0, -0.1f, 1, 0.9f, 0, 10, 1, 11, 0, 10.1f, 1, 11.1f, 0, 100, 1, 101], s_scores = [0.9f, 0.75f, 0.6f, 0.95f, 0.5f, 0.3f];

    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("center point box format", new BatchedNonMaxSuppression { CenterBoxes = true })
            .Input<float>([1, 6, 4], 0.5f, 0.5f, 1, 1, 0.5f, 0.6f, 1, 1, 0.5f, 0.4f, 1, 1, 0.5f, 10.5f, 1, 1, 0.5f, 10.6f, 1, 1, 0.5f, 100.5f,
                1, 1)
            .Input<float>([1, 1, 6], s_scores)
            .Const<long>([1], 3)
            .Const<float>([1], 0.5f)
            .Const<float>([1], 0)
            .Expect<long>([3, 3], 0, 0, 3, 0, 0, 0, 0, 0, 5)
            .Exactly();
        yield return new OpCase("flipped coordinates", new BatchedNonMaxSuppression())
            .Input<float>([1, 6, 4], 1, 1, 0, 0, 0, 0.1f, 1, 1.1f, 0, 0.9f, 1, -0.1f, 0, 10, 1, 11, 1, 10.1f, 0, 11.1f, 1, 101, 0, 100)
            .Input<float>([1, 1, 6], s_scores)
            .Const<long>([1], 3)
            .Const<float>([1], 0.5f)
            .Const<float>([1], 0)
            .Expect<long>([3, 3], 0, 0, 3, 0, 0, 0, 0, 0, 5)
            .Exactly();
        yield return new OpCase("identical boxes", new BatchedNonMaxSuppression())
            .Input<float>([1, 10, 4], 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1,
                1, 0, 0, 1, 1)
            .Input<float>([1, 1, 10], 0.9f, 0.9f, 0.9f, 0.9f, 0.9f, 0.9f, 0.9f, 0.9f, 0.9f, 0.9f)
            .Const<long>([1], 3)
            .Const<float>([1], 0.5f)
            .Const<float>([1], 0)
            .Expect<long>([1, 3], 0, 0, 0)
            .Exactly();
        yield return new OpCase("iou threshold boundary", new BatchedNonMaxSuppression())
            .Input<float>([1, 2, 4], 0, 0, 1, 1, 0.5f, 0.5f, 1.5f, 1.5f)
            .Input<float>([1, 1, 2], 0.9f, 0.8f)
            .Const<long>([1], 3)
            .Const<float>([1], 0.14285715f)
            .Const<float>([1], 0)
            .Expect<long>([2, 3], 0, 0, 0, 0, 0, 1)
            .Exactly();
        yield return new OpCase("limit output size", new BatchedNonMaxSuppression())
            .Input<float>([1, 6, 4], s_boxes)
            .Input<float>([1, 1, 6], s_scores)
            .Const<long>([1], 2)
            .Const<float>([1], 0.5f)
            .Const<float>([1], 0)
            .Expect<long>([2, 3], 0, 0, 3, 0, 0, 0)
            .Exactly();
        yield return new OpCase("suppress by IOU", new BatchedNonMaxSuppression())
            .Input<float>([1, 6, 4], s_boxes)
            .Input<float>([1, 1, 6], s_scores)
            .Const<long>([1], 3)
            .Const<float>([1], 0.5f)
            .Const<float>([1], 0)
            .Expect<long>([3, 3], 0, 0, 3, 0, 0, 0, 0, 0, 5)
            .Exactly();
        yield return new OpCase("suppress by IOU and scores", new BatchedNonMaxSuppression())
            .Input<float>([1, 6, 4], s_boxes)
            .Input<float>([1, 1, 6], s_scores)
            .Const<long>([1], 3)
            .Const<float>([1], 0.5f)
            .Const<float>([1], 0.4f)
            .Expect<long>([2, 3], 0, 0, 3, 0, 0, 0)
            .Exactly();
        yield return new OpCase("two batches", new BatchedNonMaxSuppression())
            .Input<float>([2, 6, 4], 0, 0, 1, 1, 0, 0.1f, 1, 1.1f, 0, -0.1f, 1, 0.9f, 0, 10, 1, 11, 0, 10.1f, 1, 11.1f, 0, 100, 1, 101, 0, 0,
                1, 1, 0, 0.1f, 1, 1.1f, 0, -0.1f, 1, 0.9f, 0, 10, 1, 11, 0, 10.1f, 1, 11.1f, 0, 100, 1, 101)
            .Input<float>([2, 1, 6], 0.9f, 0.75f, 0.6f, 0.95f, 0.5f, 0.3f, 0.9f, 0.75f, 0.6f, 0.95f, 0.5f, 0.3f)
            .Const<long>([1], 2)
            .Const<float>([1], 0.5f)
            .Const<float>([1], 0)
            .Expect<long>([4, 3], 0, 0, 3, 0, 0, 0, 1, 0, 3, 1, 0, 0)
            .Exactly();
        yield return new OpCase("two classes", new BatchedNonMaxSuppression())
            .Input<float>([1, 6, 4], s_boxes)
            .Input<float>([1, 2, 6], 0.9f, 0.75f, 0.6f, 0.95f, 0.5f, 0.3f, 0.9f, 0.75f, 0.6f, 0.95f, 0.5f, 0.3f)
            .Const<long>([1], 2)
            .Const<float>([1], 0.5f)
            .Const<float>([1], 0)
            .Expect<long>([4, 3], 0, 0, 3, 0, 0, 0, 0, 1, 3, 0, 1, 0)
            .Exactly();
        yield return new OpCase("no limit given", new BatchedNonMaxSuppression())
            .Input<float>([1, 1, 4], 0, 0, 1, 1)
            .Input<float>([1, 1, 1], 0.5f)
            .Expect<long>([0, 3])
            .Exactly();
    }
}
