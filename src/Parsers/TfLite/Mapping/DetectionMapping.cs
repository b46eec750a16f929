using NnBridge.Ops;
using NnBridge.Parsers.TfLite.FlatBuffers;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>What follows a detector.</summary>
internal static class DetectionMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.NON_MAX_SUPPRESSION_V4] = NonMaxSuppressionV4,
            [TfLiteBuiltinOperator.NON_MAX_SUPPRESSION_V5] = context => context.Emit(new NonMaxSuppression(), context.AllInputs()),
        };

    public static IReadOnlyDictionary<string, OperatorMapping> Customs { get; } = new Dictionary<string, OperatorMapping>
    {
        ["TFLite_Detection_PostProcess"] = DetectionPostProcess,
    };

    /// <summary>Version 4 does not return the scores.</summary>
    private static void NonMaxSuppressionV4(MappingContext context)
    {
        var results = context.Builder.AddMany(context.Name, new NonMaxSuppression(), context.AllInputs());
        context.SetOutput(0, results[0]);
        context.SetOutput(1, results[2]);
    }

    private static void DetectionPostProcess(MappingContext context)
    {
        FlexMap o = context.Operator.CustomMap();
        context.Emit(new DetectionPostProcess(o.Int32("num_classes"), o.Int32("max_detections"), o.Int32("max_classes_per_detection"))
        {
            DetectionsPerClass = o.Int32("detections_per_class", 100),
            PerClass = o.Bool("use_regular_nms"),
            ScoreThreshold = (float)o.Double("nms_score_threshold"),
            OverlapThreshold = (float)o.Double("nms_iou_threshold"),
            Scale = [(float)o.Double("y_scale", 1), (float)o.Double("x_scale", 1), (float)o.Double("h_scale", 1), (float)o.Double("w_scale", 1)],
        }, context.Input(0), context.Input(1), context.Input(2));
    }
}
