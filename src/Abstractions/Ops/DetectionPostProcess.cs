using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>Decodes boxes of a single-shot detector and keeps the best ones that do not overlap.</summary>
/// <remarks>
/// Operands: box encodings <c>[1, N, 4]</c> (y, x, h, w relative to the anchors), scores <c>[1, N, classes]</c> with or without a background
/// class first, anchors <c>[N, 4]</c> (y, x, h, w); floats or quantized integers. Results, Float32, with
/// <c>M = MaxDetections * MaxClassesPerDetection</c>: boxes <c>[1, M, 4]</c> (top, left, bottom, right), classes <c>[1, M]</c>, scores
/// <c>[1, M]</c>, number of detections <c>[1]</c>; the rest is 0. Sources: the TFLite custom operator TFLite_Detection_PostProcess.
/// </remarks>
/// <param name="Classes">Number of classes, background left out.</param>
/// <param name="MaxDetections">Most boxes to keep.</param>
/// <param name="MaxClassesPerDetection">Most classes to list per box.</param>
public sealed record DetectionPostProcess(int Classes, int MaxDetections, int MaxClassesPerDetection) : Op
{
    /// <summary>Most boxes to keep per class, with <see cref="PerClass"/>.</summary>
    public int DetectionsPerClass { get; init; } = 100;

    /// <summary>Whether boxes compete within a class only; else by their best class.</summary>
    public bool PerClass { get; init; }

    /// <summary>Lowest score that counts.</summary>
    public float ScoreThreshold { get; init; }

    /// <summary>Overlap (intersection over union) above which the lower score is dropped.</summary>
    public float OverlapThreshold { get; init; } = 0.5f;

    /// <summary>Divisors of the encodings: y, x, h, w.</summary>
    public ValueList<float> Scale { get; init; } = [1, 1, 1, 1];

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(3);

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        for (int i = 0; i < 3; i++)
        {
            InferenceContext.Require(context[i].Type == ElementType.Float32 || context[i].Type.IsInteger(), $"operand {i} is {context[i]}, expected Float32 or integers");
            QuantizedOperands.Require(context, i);
        }

        InferenceContext.Require(Classes > 0 && MaxDetections > 0 && MaxClassesPerDetection > 0 && DetectionsPerClass > 0 && Scale.Count == 4,
            $"{Classes} classes, {MaxDetections} detections, {MaxClassesPerDetection} classes per detection, {DetectionsPerClass} detections per class, {Scale.Count} scales: expected positive numbers and 4 scales");
        long most = (long)MaxDetections * MaxClassesPerDetection;
        InferenceContext.Require(most < 1 << 24, $"{most} detections, expected fewer than 2^24");
        if (context.IsRanked) Check(context[0].Shape, context[1].Shape, context[2].Shape);
        int m = (int)most;
        return [new(ElementType.Float32, [1, m, 4]), new(ElementType.Float32, [1, m]), new(ElementType.Float32, [1, m]), new(ElementType.Float32, [1])];
    }

    private void Check(Shape boxes, Shape scores, Shape anchors)
    {
        InferenceContext.Require(boxes.Rank == 3 && boxes.IsCompatibleWith([1, -1, boxes[2] < 0 ? -1 : Math.Max(4, boxes[2])]), $"boxes are {boxes}, expected [1, N, 4]");
        InferenceContext.Require(scores.Rank == 3 && (scores[2] < 0 || scores[2] == Classes || scores[2] == Classes + 1),
            $"scores are {scores}, expected [1, N, {Classes}] or [1, N, {Classes + 1}]");
        InferenceContext.Require(anchors.Rank == 2 && anchors[1] is -1 or 4, $"anchors are {anchors}, expected [N, 4]");
        InferenceContext.Require(boxes[1] < 0 || scores[1] < 0 || boxes[1] == scores[1], $"boxes are {boxes} and scores {scores}, expected the same N");
        InferenceContext.Require(boxes[1] < 0 || anchors[0] < 0 || boxes[1] == anchors[0], $"boxes are {boxes} and anchors {anchors}, expected the same N");
    }
}
