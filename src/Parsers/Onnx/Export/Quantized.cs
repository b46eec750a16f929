using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Stored integers and the numbers they stand for.</summary>
internal static class Quantized
{
    private const int NarrowTypes = 21;

    /// <summary>The tensor of an operand's numbers: the operand itself, or what its integers stand for.</summary>
    public static string Real(this NodeWriter w, int operand) => w.Dequantized(w.Stored(operand), w.Info(operand));

    /// <summary>The element type of <see cref="Real"/>.</summary>
    public static ElementType RealType(this NodeWriter w, int operand) => RealType(w.Info(operand));

    /// <summary>The element type of the numbers of a tensor.</summary>
    public static ElementType RealType(TensorInfo info) => info.Quantization is null ? info.Type : ElementType.Float32;

    /// <summary>Whether an operand has integers that stand for other numbers.</summary>
    public static bool IsQuantized(this NodeWriter w, int operand) => w.Info(operand).Quantization is not null;

    /// <summary>The numbers that a tensor's integers stand for; the tensor itself when it is not quantized.</summary>
    /// <param name="w">The node.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="info">What it holds.</param>
    /// <param name="to">Type of the numbers.</param>
    public static string Dequantized(this NodeWriter w, string tensor, TensorInfo info, ElementType to = ElementType.Float32)
    {
        if (info.Quantization is not { } q) return tensor;
        if (!HasLinear(info.Type)) return Computed(w, tensor, info, q, to);
        RequireType(w, info.Type);
        string scale = Scales(w, info, q, to), zero = info.Type == ElementType.Int32 && AllZero(q) ? "" : ZeroPoints(w, info, q);
        return w.Emit("DequantizeLinear", [tensor, scale, zero], Axis(w, q));
    }

    /// <summary>Numbers as the integers of a quantized tensor; the numbers themselves when the tensor is not quantized.</summary>
    /// <param name="w">The node.</param>
    /// <param name="real">Numbers of type Float32, or of the tensor's type when it is not quantized.</param>
    /// <param name="info">What the tensor holds.</param>
    public static string Quantize(this NodeWriter w, string real, TensorInfo info)
    {
        if (info.Quantization is not { } q) return real;
        if (info.Type is ElementType.Int32 or ElementType.UInt32 or ElementType.Int64 or ElementType.UInt64 || !HasLinear(info.Type))
            return w.Emit("Cast", [Shifted(w, w.Emit("Round", [w.Emit("Div", [real, Broadcast(w, info, q, i => q.Scales[i])])]), info, q, "Add")], ("to", info.Type));
        RequireType(w, info.Type);
        return w.Emit("QuantizeLinear", [real, Scales(w, info, q, ElementType.Float32), ZeroPoints(w, info, q)], Axis(w, q));
    }

    /// <summary>Ends a node whose result was computed in real numbers: function, quantization, name.</summary>
    public static void Finish(this NodeWriter w, string real, Activation activation = Activation.None, int output = 0) =>
        w.Result(output, w.Completed(real, activation, output));

    /// <summary>A result that was computed in real numbers, after its function and as it is stored.</summary>
    public static string Completed(this NodeWriter w, string real, Activation activation = Activation.None, int output = 0)
    {
        TensorInfo info = w.Node.Outputs[output].Info;
        if (info.Quantization is null || !IsImplied(activation, info)) real = Functions.Activated(w, real, activation, RealType(info));
        return w.Quantize(real, info);
    }

    /// <summary>Whether two tensors store numbers in the same way, so that integers can go from one to the other.</summary>
    public static bool SameStorage(TensorInfo a, TensorInfo b) => a.Type == b.Type && a.Quantization == b.Quantization;

    /// <summary>Whether storing a number saturates where a clamp would end.</summary>
    private static bool IsImplied(Activation activation, TensorInfo info)
    {
        (double low, double high)? clamp = activation switch
        {
            Activation.Relu => (0, double.PositiveInfinity),
            Activation.Relu6 => (0, 6),
            Activation.ReluN1To1 => (-1, 1),
            Activation.Relu0To1 => (0, 1),
            _ => null,
        };
        if (clamp is not { } ends || info.Quantization is not { IsPerTensor: true } q) return false;
        (long min, long max) = info.Type.IntegerRange();
        return Math.Round(ends.low / q.Scale) + q.ZeroPoint <= min && Math.Round(ends.high / q.Scale) + q.ZeroPoint >= max;
    }

    private static bool HasLinear(ElementType type) => type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.UInt16
        or ElementType.Int4 or ElementType.UInt4 or ElementType.Int32 || (type.IsNarrowFloat() && type != ElementType.Float8E8M0);

    private static void RequireType(NodeWriter w, ElementType type)
    {
        if (type is ElementType.Int16 or ElementType.UInt16 or ElementType.Int4 or ElementType.UInt4) w.RequireOpset(NarrowTypes, $"quantization to {type}");
        if (type.IsNarrowFloat()) w.RequireOpset(type == ElementType.Float4E2M1 ? 23 : 19, $"quantization to {type}");
    }

    private static (string, object)[] Axis(NodeWriter w, QuantizationInfo q)
    {
        if (q.Axis is not { } axis) return [];
        if (q.BlockSize == 0) return [("axis", axis)];
        w.RequireOpset(NarrowTypes, "quantization in blocks");
        return [("axis", axis), ("block_size", q.BlockSize)];
    }

    private static Shape ParameterShape(TensorInfo info, QuantizationInfo q)
    {
        if (q.Axis is not { } axis) return Shape.Scalar;
        if (q.BlockSize == 0) return [q.Scales.Count];
        return info.Shape.With(axis, (info.Shape[axis] + q.BlockSize - 1) / q.BlockSize);
    }

    private static string Scales(NodeWriter w, TensorInfo info, QuantizationInfo q, ElementType type)
    {
        Shape shape = ParameterShape(info, q);
        if (type == ElementType.Float32) return w.Constant(Tensor.Create<float>(new TensorInfo(type, shape), q.Scales.Span), "scale");
        if (type != ElementType.Float16) throw new UnwritableException($"numbers of type {type} from integers, expected Float32 or Float16");
        return w.Constant(Tensor.Create<Half>(new TensorInfo(type, shape), [.. q.Scales.Select(s => (Half)s)]), "scale");
    }

    private static string ZeroPoints(NodeWriter w, TensorInfo info, QuantizationInfo q)
    {
        var points = new TensorInfo(info.Type, ParameterShape(info, q));
        if (info.Type.IsPacked() || info.Type.IsNarrowFloat())
        {
            if (!info.Type.IsPacked() || AllZero(q)) return w.Constant(new Tensor(points, new byte[points.ByteCount]), "zero_point");
            return w.Constant(new Tensor(points, Packed(q, (int)points.ElementCount)), "zero_point");
        }

        var bytes = new byte[points.ByteCount];
        int width = info.Type.BitWidth() / 8;
        for (int i = 0; i < bytes.Length / width; i++) BitConverter.GetBytes(q.ZeroPointOf(i)).AsSpan(0, width).CopyTo(bytes.AsSpan(i * width));
        return w.Constant(new Tensor(points, bytes), "zero_point");
    }

    /// <summary>Zero points of four bits, the first in the lowest ones.</summary>
    private static byte[] Packed(QuantizationInfo q, int count)
    {
        var bytes = new byte[(count + 1) / 2];
        for (int i = 0; i < count; i++) bytes[i / 2] |= (byte)((q.ZeroPointOf(i) & 15) << (i % 2 * 4));
        return bytes;
    }

    private static bool AllZero(QuantizationInfo q) => q.ZeroPoints.All(z => z == 0);

    /// <summary>Numbers of integers for which ONNX has no operator: written out.</summary>
    private static string Computed(NodeWriter w, string tensor, TensorInfo info, QuantizationInfo q, ElementType to)
    {
        // 64-bit integers have more digits than a float; the product has not.
        string wide = Shifted(w, w.Emit("Cast", [tensor], ("to", ElementType.Float64)), info, q, "Sub", ElementType.Float64);
        return w.Emit("Cast", [w.Emit("Mul", [wide, Broadcast(w, info, q, i => q.Scales[i], ElementType.Float64)])], ("to", to));
    }

    private static string Shifted(NodeWriter w, string tensor, TensorInfo info, QuantizationInfo q, string by, ElementType type = ElementType.Float32) =>
        AllZero(q) ? tensor : w.Emit(by, [tensor, Broadcast(w, info, q, i => q.ZeroPointOf(i), type)]);

    /// <summary>One number per scale in a shape that broadcasts over the tensor.</summary>
    private static string Broadcast(NodeWriter w, TensorInfo info, QuantizationInfo q, Func<int, double> number, ElementType type = ElementType.Float32)
    {
        if (q.BlockSize > 0) throw new UnwritableException($"{info.Type} is quantized in blocks, ONNX has that for 4- to 16-bit integers");
        Shape shape = q.Axis is not { } axis ? Shape.Scalar
            : Shape.Of([q.Scales.Count, .. Enumerable.Repeat(1, info.Shape.IsRanked ? info.Shape.Rank - axis - 1 : throw new UnwritableException("the number of dimensions is unknown"))]);
        var target = new TensorInfo(type, shape);
        double[] numbers = [.. Enumerable.Range(0, q.Scales.Count).Select(number)];
        return w.Constant(type == ElementType.Float64 ? Tensor.Create<double>(target, numbers) : Tensor.Create<float>(target, [.. numbers.Select(n => (float)n)]), "scale");
    }
}
