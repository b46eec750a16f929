namespace NnBridge.Backends.Cpu.Reference;

/// <summary>Sizes of a tensor around one axis: <c>[outer, count, inner]</c>.</summary>
/// <param name="Outer">Elements of the axes before it.</param>
/// <param name="Count">Its size.</param>
/// <param name="Inner">Elements of the axes after it: the distance of neighbours along it.</param>
internal readonly record struct AxisLoop(int Outer, int Count, int Inner)
{
    public static AxisLoop Of(Shape shape, int axis)
    {
        int positive = axis < 0 ? axis + shape.Rank : axis;
        return new AxisLoop((int)shape.Product(0, positive), shape[positive], (int)shape.Product(positive + 1, shape.Rank));
    }

    /// <summary>Number of rows along the axis.</summary>
    public int Rows => Outer * Inner;

    /// <summary>First element of a row.</summary>
    public int Start(int row) => (row / Inner * Count * Inner) + (row % Inner);
}
