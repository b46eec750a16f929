using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>The order of dimensions: channels last in networks, channels first in ONNX.</summary>
internal static class Channels
{
    /// <summary>Number of spatial dimensions of operand 0 or another one.</summary>
    public static int Spatial(this NodeWriter w, int operand = 0) => w.Rank(operand) - 2;

    /// <summary>From <c>[N, spatial…, C]</c> to <c>[N, C, spatial…]</c>.</summary>
    public static string ToFirst(this NodeWriter w, string tensor, int spatial) => w.Transposed(tensor, FirstOrder(spatial));

    /// <summary>From <c>[N, C, spatial…]</c> to <c>[N, spatial…, C]</c>.</summary>
    public static string ToLast(this NodeWriter w, string tensor, int spatial) => w.Transposed(tensor, [0, .. Enumerable.Range(2, spatial), 1]);

    /// <summary>The numbers of an operand, channels first. Integers are moved before they become numbers, next to the operator that takes these.</summary>
    public static string RealFirst(this NodeWriter w, int operand, int spatial) => w.Info(operand).Quantization is { IsPerTensor: true }
        ? w.Dequantized(w.ToFirst(w.Stored(operand), spatial), w.Info(operand))
        : w.ToFirst(w.Real(operand), spatial);

    /// <summary>Ends a node that computed real numbers, channels first; what is stored is moved.</summary>
    public static void FinishLast(this NodeWriter w, string real, int spatial, Activation activation = Activation.None)
    {
        if (w.Node.Outputs[0].Info.Quantization is { IsPerTensor: false }) w.Finish(w.ToLast(real, spatial), activation);
        else w.Result(0, w.ToLast(w.Completed(real, activation), spatial));
    }

    /// <summary>The order of axes that puts the last one second.</summary>
    public static int[] FirstOrder(int spatial) => [0, spatial + 1, .. Enumerable.Range(1, spatial)];

    /// <summary>The numbers of an operand, usually weights, with axes in another order; constants are rearranged now.</summary>
    public static string RealTransposed(this NodeWriter w, int operand, params int[] order) => Turned(w, operand, w.Info(operand), order);

    /// <summary>The integers of an operand, less their zero points, as numbers with axes in another order.</summary>
    public static string IntegersTransposed(this NodeWriter w, int operand, params int[] order)
    {
        TensorInfo info = w.Info(operand);
        if (info.Quantization is not { BlockSize: 0 } q) throw new UnwritableException($"operand {operand} is {info}, expected integers with a scale per tensor or axis");
        bool same = q.ZeroPoints.All(z => z == q.ZeroPoints[0]);
        return Turned(w, operand, info with { Quantization = same ? QuantizationInfo.PerTensor(1, q.ZeroPoints[0]) : q with { Scales = q.Scales.Select(_ => 1f).ToValueList() } }, order);
    }

    private static string Turned(NodeWriter w, int operand, TensorInfo info, int[] order)
    {
        bool keeps = order.Index().All(a => a.Index == a.Item);
        if (w.Node.Constant(operand) is not { } constant || info.Type.IsPacked() || info.Quantization is { BlockSize: > 0 } || keeps)
            return w.Transposed(w.Dequantized(w.Stored(operand), info), order);
        Tensor turned = Constants.Transposed(constant.As(info), order);
        return w.Dequantized(w.Constant(turned, "weights"), turned.Info);
    }

    /// <summary>Padding as attributes: numbers where they are known, else the rule.</summary>
    /// <param name="w">The node.</param>
    /// <param name="padding">The padding.</param>
    /// <param name="sizes">Sizes of the input's spatial dimensions, -1 where unknown.</param>
    /// <param name="kernel">Size of the window.</param>
    /// <param name="strides">Steps.</param>
    /// <param name="dilations">Distances.</param>
    public static (string, object) Padding(this NodeWriter w, Padding padding, ReadOnlySpan<int> sizes, ReadOnlySpan<int> kernel, ValueList<int> strides, ValueList<int> dilations)
    {
        int spatial = strides.Count;
        bool same = padding.Mode is PaddingMode.SameUpper or PaddingMode.SameLower;
        if (same && sizes.Contains(-1))
        {
            if (dilations.Any(d => d != 1)) throw new UnwritableException("padding by size of a dilated window over dimensions of unknown size");
            return ("auto_pad", padding.Mode == PaddingMode.SameUpper ? "SAME_UPPER" : "SAME_LOWER");
        }

        var pads = new int[2 * spatial];
        for (int i = 0; i < spatial; i++) (pads[i], pads[spatial + i]) = padding.Resolve(i, same ? sizes[i] : 0, kernel[i], strides[i], dilations[i]);
        return ("pads", pads);
    }
}
