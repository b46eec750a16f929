using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Strides, dilations and padding of an operator that slides a window over spatial dimensions.</summary>
/// <param name="Kernel">Size of the window; -1 where unknown.</param>
/// <param name="Strides">Step of the window.</param>
/// <param name="Dilations">Distance between the window's elements.</param>
/// <param name="Padding">What is around the input.</param>
internal sealed record WindowAttributes(int[] Kernel, ValueList<int> Strides, ValueList<int> Dilations, Padding Padding)
{
    /// <summary>Reads the attributes.</summary>
    /// <param name="attributes">Attributes of the node.</param>
    /// <param name="kernel">Size of the window where the attribute is left out: that of the weights.</param>
    public static WindowAttributes Read(NodeAttributes attributes, int[]? kernel = null)
    {
        int[] window = attributes.Int32s("kernel_shape") ?? kernel ?? throw new InvalidNetworkException("attribute 'kernel_shape' is missing");
        int spatial = window.Length;
        return new WindowAttributes(window, Each(attributes, "strides", spatial), Each(attributes, "dilations", spatial), PaddingOf(attributes, spatial));
    }

    public int Spatial => Kernel.Length;

    private static ValueList<int> Each(NodeAttributes attributes, string name, int spatial)
    {
        int[] numbers = attributes.Int32s(name) is { Length: > 0 } listed ? listed : Ones(spatial);
        return numbers.Length == spatial ? numbers.ToValueList()
            : throw new InvalidNetworkException($"attribute '{name}' has {numbers.Length} numbers, expected {spatial}");
    }

    private static int[] Ones(int count)
    {
        var ones = new int[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private static Padding PaddingOf(NodeAttributes attributes, int spatial)
    {
        switch (attributes.Text("auto_pad", "NOTSET"))
        {
            case "SAME_UPPER":
                return Padding.SameUpper;
            case "SAME_LOWER":
                return Padding.SameLower;
            case "VALID":
                return Padding.Valid;
            case "NOTSET" or "":
                break;
            case var other:
                throw new InvalidNetworkException($"attribute 'auto_pad' is '{other}', expected NOTSET, SAME_UPPER, SAME_LOWER or VALID");
        }

        if (attributes.Int32s("pads") is not { Length: > 0 } pads) return Padding.Valid;
        if (pads.Length != 2 * spatial) throw new InvalidNetworkException($"attribute 'pads' has {pads.Length} numbers, expected {2 * spatial}");
        return Array.TrueForAll(pads, p => p == 0) ? Padding.Valid : Padding.Explicit(pads[..spatial].ToValueList(), pads[spatial..].ToValueList());
    }
}
