namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>Walks over the coordinates of a shape in row-major order.</summary>
internal static class Coordinates
{
    /// <summary>Moves <paramref name="coordinate"/> to the next place, from the last one to the first; false after the last.</summary>
    public static bool Next(ReadOnlySpan<int> sizes, Span<int> coordinate)
    {
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            if (++coordinate[axis] < sizes[axis]) return true;
            coordinate[axis] = 0;
        }

        return false;
    }

    /// <summary>Sum of coordinate times stride over all axes.</summary>
    public static int Offset(ReadOnlySpan<int> coordinate, ReadOnlySpan<int> strides)
    {
        int offset = 0;
        for (int axis = 0; axis < coordinate.Length; axis++) offset += coordinate[axis] * strides[axis];
        return offset;
    }
}
