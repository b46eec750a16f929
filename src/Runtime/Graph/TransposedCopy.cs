namespace NnBridge.Runtime.Graph;

/// <summary>Writes constants with their dimensions in another order. Weights of most files need it, so no backend is asked for it.</summary>
internal static class TransposedCopy
{
    /// <summary>Whether constants of a type can be written: elements have to be whole bytes.</summary>
    public static bool Handles(ElementType type) => !type.IsPacked();

    /// <summary>Writes what a transposition says.</summary>
    /// <param name="from">The constant as it is stored, and the order of its dimensions.</param>
    /// <param name="to">Receives all elements.</param>
    public static void Write(Transposition from, Span<byte> to)
    {
        ReadOnlySpan<byte> stored = from.Source.Bytes.Span;
        Shape shape = from.Source.Info.Shape;
        int rank = shape.Rank, last = rank - 1, element = from.Source.Info.Type.BitWidth() / 8;
        var sizes = new int[rank];
        var strides = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            sizes[axis] = shape[from.Axes[axis]];
            strides[axis] = (int)shape.Product(from.Axes[axis] + 1, rank) * element;
        }

        // Elements that stay together are copied together.
        bool whole = strides[last] == element;
        int count = whole ? 1 : sizes[last], bytes = whole ? sizes[last] * element : element;
        // Where a row of the result starts in what is stored: it goes up like the figures of a counter.
        var at = new int[rank];
        int start = 0;
        while (!to.IsEmpty)
        {
            for (int i = 0, source = start; i < count; i++, source += strides[last])
            {
                stored.Slice(source, bytes).CopyTo(to);
                to = to[bytes..];
            }

            for (int axis = last - 1; axis >= 0; axis--)
            {
                start += strides[axis];
                if (++at[axis] < sizes[axis]) break;
                start -= strides[axis] * sizes[axis];
                at[axis] = 0;
            }
        }
    }
}
