using System.Diagnostics.CodeAnalysis;

namespace NnBridge;

/// <summary>A constant: a tensor whose data is known and never changes. The data may be a slice of the model file.</summary>
public sealed class Tensor
{
    /// <summary>Wraps data without copying it.</summary>
    /// <param name="info">Type and shape, all dimensions known.</param>
    /// <param name="bytes">Row-major elements, little-endian; exactly as many bytes as <paramref name="info"/> says.</param>
    /// <exception cref="ArgumentException">The shape has unknown dimensions, or the number of bytes does not fit it.</exception>
    public Tensor(TensorInfo info, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (!info.Shape.IsStatic) throw new ArgumentException($"a constant needs a known shape, found {info}", nameof(info));
        if (bytes.Length != info.ByteCount)
            throw new ArgumentException($"{info} takes {info.ByteCount} bytes, found {bytes.Length}", nameof(bytes));
        Info = info;
        Bytes = bytes;
    }

    /// <summary>Type, shape and quantization.</summary>
    public TensorInfo Info { get; }

    /// <summary>Row-major elements.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>
    /// The constant that this one is a transposition of; null when it is none, or when that is not known. <see cref="Bytes"/> hold the elements in
    /// the order of this one all the same, but may be made only when they are read: who packs weights can read the other's instead.
    /// </summary>
    /// <exception cref="ArgumentException">Shape or type of the other do not fit.</exception>
    public Transposition? TransposedFrom
    {
        get;
        init
        {
            if (value is not null && !Fits(value)) throw new ArgumentException($"{Info} is no transposition of {value.Source} by [{string.Join(", ", value.Axes)}]", nameof(value));
            field = value;
        }
    }

    /// <summary>Copies <paramref name="values"/> into a new constant.</summary>
    /// <exception cref="ArgumentException">Type or number of values does not fit.</exception>
    public static Tensor Create<T>(TensorInfo info, ReadOnlySpan<T> values) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(info);
        if (!info.Shape.IsStatic) throw new ArgumentException($"a constant needs a known shape, found {info}", nameof(info));
        var bytes = new byte[info.ByteCount];
        Span<T> target = new TensorBuffer(info, bytes).Span<T>();
        if (target.Length != values.Length)
            throw new ArgumentException($"{info} takes {target.Length} values, found {values.Length}", nameof(values));
        values.CopyTo(target);
        return new Tensor(info, bytes);
    }

    /// <summary>A constant of one dimension, as operands such as axes or shapes need it.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "the element type is the point")]
    public static Tensor FromInt64(params ReadOnlySpan<long> values) =>
        Create(new TensorInfo(ElementType.Int64, [values.Length]), values);

    /// <summary>The elements.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> does not fit the element type.</exception>
    public ReadOnlySpan<T> Span<T>() where T : unmanaged => TensorBuffer.View<T>(Info.Type, Bytes.Span);

    /// <summary>The elements of an Int32 or Int64 tensor, widened.</summary>
    /// <exception cref="InvalidOperationException">Another element type.</exception>
    public long[] ToInt64Array()
    {
        if (Info.Type == ElementType.Int64) return Span<long>().ToArray();
        ReadOnlySpan<int> narrow = Span<int>();
        var wide = new long[narrow.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = narrow[i];
        return wide;
    }

    /// <summary>The same data under another description (shape, quantization) of the same size.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public Tensor As(TensorInfo info) => new(info, Bytes);

    private bool Fits(Transposition from)
    {
        Shape stored = from.Source.Info.Shape;
        if (from.Source.Info.Type != Info.Type || stored.Rank != Info.Shape.Rank || from.Axes.Count != stored.Rank) return false;
        for (int axis = 0; axis < stored.Rank; axis++)
            if (from.Axes[axis] < 0 || from.Axes[axis] >= stored.Rank || stored[from.Axes[axis]] != Info.Shape[axis]) return false;
        return from.Axes.Distinct().Count() == stored.Rank;
    }

    /// <inheritdoc/>
    public override string ToString() => Info.ToString();
}
