using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>The maximum of a window that slides over each channel, and where it was found.</summary>
/// <remarks>
/// Input <c>[N, spatial…, C]</c> with one to three spatial dimensions, floats or integers. Results, both <c>[N, spatial…, C]</c>: the maxima,
/// of the input's type, and their places, Int64. Of equal maxima the first in row-major order counts; NaN only where a window holds nothing else.
/// A window that sees padding alone yields the smallest number and the place -1. Sources: ONNX MaxPool-12 with two outputs;
/// MediaPipe's TFLite custom operator MaxPoolingWithArgmax2D, which counts within the window.
/// </remarks>
/// <param name="Window">Size of the window per spatial dimension.</param>
/// <param name="Strides">Step of the window per spatial dimension.</param>
/// <param name="Padding">Padding per spatial dimension; it never wins.</param>
public sealed record MaxPoolWithIndices(ValueList<int> Window, ValueList<int> Strides, Padding Padding) : Op
{
    /// <summary>What the places count.</summary>
    public PoolIndexing Indexing { get; init; }

    /// <summary>Distance between elements of the window per spatial dimension; empty for 1.</summary>
    public ValueList<int> Dilations { get; init; } = [];

    /// <summary>Whether an incomplete window at the end counts.</summary>
    public bool Ceiling { get; init; }

    /// <summary>Function applied to the maxima of floats.</summary>
    public Activation Activation { get; init; }

    /// <inheritdoc/>
    public override Arity Inputs => Arity.Exactly(1);

    /// <summary>The same without places.</summary>
    public Pool ToPool() => new(PoolKind.Max, Window, Strides, Padding) { Dilations = Dilations, Ceiling = Ceiling, Activation = Activation };

    /// <inheritdoc/>
    public override ImmutableArray<TensorInfo> InferOutputs(InferenceContext context)
    {
        TensorInfo maxima = ToPool().InferOutputs(context)[0];
        return [maxima, new TensorInfo(ElementType.Int64, maxima.Shape)];
    }
}
