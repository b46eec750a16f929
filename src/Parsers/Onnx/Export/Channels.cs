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

    /// <summary>The order of axes that puts the last one second.</summary>
    public static int[] FirstOrder(int spatial) => [0, spatial + 1, .. Enumerable.Range(1, spatial)];

    /// <summary>The numbers of an operand, usually weights, with axes in another order; constants are rearranged now.</summary>
    public static string RealTransposed(this NodeWriter w, int operand, params int[] order)
    {
        TensorInfo info = w.Info(operand);
        if (w.Node.Constant(operand) is not { } constant || info.Type.IsPacked() || info.Quantization is { BlockSize: > 0 } || order.Index().All(a => a.Index == a.Item))
            return w.Transposed(w.Real(operand), order);
        Tensor turned = Constants.Transposed(constant, order);
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
