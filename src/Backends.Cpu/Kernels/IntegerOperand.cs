namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>Reads operands that hold axes, sizes or indices: Int32 or Int64.</summary>
internal static class IntegerOperand
{
    public static long At(TensorBuffer operand, int position) =>
        operand.Info.Type == ElementType.Int64 ? operand.Span<long>()[position] : operand.Span<int>()[position];

    public static void Read(TensorBuffer operand, Span<long> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = At(operand, i);
    }

    /// <summary>An index into <paramref name="size"/> elements; negative ones count from the end.</summary>
    /// <exception cref="InvalidNetworkException">Outside of them.</exception>
    public static int Index(TensorBuffer operand, int position, int size)
    {
        long index = At(operand, position);
        if (index < -size || index >= size) throw new InvalidNetworkException($"index {index} at position {position} is outside [{-size}, {size})");
        return (int)(index < 0 ? index + size : index);
    }

    /// <summary>An axis that the operand names, counted from the front.</summary>
    public static int Axis(TensorBuffer operand, int position, int rank)
    {
        long axis = At(operand, position);
        if (axis < -rank || axis >= rank) throw new InvalidNetworkException($"axis {axis} is outside [{-rank}, {rank})");
        return (int)(axis < 0 ? axis + rank : axis);
    }

    /// <summary>Stores an integer in an output of type Int32 or Int64.</summary>
    public static void Write(TensorBuffer output, int position, long value)
    {
        if (output.Info.Type == ElementType.Int64) output.Span<long>()[position] = value;
        else output.Span<int>()[position] = (int)value;
    }
}
