using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;
using NnBridge.Parsers.TfLite.Schema.Options;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Resizing, Fourier transform and what is done with complex numbers.</summary>
internal static class ImageMapping
{
    public static IReadOnlyDictionary<TfLiteBuiltinOperator, OperatorMapping> Operators { get; } =
        new Dictionary<TfLiteBuiltinOperator, OperatorMapping>
        {
            [TfLiteBuiltinOperator.RESIZE_BILINEAR] = ResizeBilinear,
            [TfLiteBuiltinOperator.RESIZE_NEAREST_NEIGHBOR] = ResizeNearestNeighbor,
            [TfLiteBuiltinOperator.RFFT2D] = context => context.Emit(new Rfft2d(), context.Input(0), context.Input(1)),
            [TfLiteBuiltinOperator.REAL] = context => context.Emit(new ComplexPart(ComplexPartKind.Real), context.Input(0)),
            [TfLiteBuiltinOperator.IMAG] = context => context.Emit(new ComplexPart(ComplexPartKind.Imaginary), context.Input(0)),
            [TfLiteBuiltinOperator.COMPLEX_ABS] = context => context.Emit(new ComplexPart(ComplexPartKind.Abs), context.Input(0)),
        };

    private static void ResizeBilinear(MappingContext context)
    {
        ResizeBilinearOptions o = context.Options<ResizeBilinearOptions>();
        Value x = context.Input(0);
        var op = new Resize(ResizeMode.Linear, Coordinates(o.AlignCorners, o.HalfPixelCenters)) { Requantization = context.SingleRoundingOf(x) };
        context.Emit(op, x, context.Input(1));
    }

    private static void ResizeNearestNeighbor(MappingContext context)
    {
        ResizeNearestNeighborOptions o = context.Options<ResizeNearestNeighborOptions>();
        context.Emit(new Resize(ResizeMode.Nearest, Coordinates(o.AlignCorners, o.HalfPixelCenters))
        {
            Rounding = o.AlignCorners ? ResizeRounding.RoundHalfAwayFromZero : ResizeRounding.Floor,
        }, context.Input(0), context.Input(1));
    }

    private static ResizeCoordinates Coordinates(bool alignCorners, bool halfPixelCenters) =>
        alignCorners ? ResizeCoordinates.AlignCorners : halfPixelCenters ? ResizeCoordinates.HalfPixel : ResizeCoordinates.Asymmetric;
}
