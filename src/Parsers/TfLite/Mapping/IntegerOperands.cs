namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Operands that hold axes, sizes or indices. The network wants Int32 or Int64; the format also has smaller types.</summary>
internal static class IntegerOperands
{
    /// <summary>Such an operand.</summary>
    /// <exception cref="UnmappedException">It has a smaller type and is not constant.</exception>
    public static Value Integers(this MappingContext context, int index)
    {
        Value operand = context.Input(index);
        if (operand.Info.Type is ElementType.Int32 or ElementType.Int64) return operand;
        if (operand.Constant is not { } constant || operand.Info.Type is not (ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.Bool))
            throw new UnmappedException($"operand {index} is {operand.Info}, expected Int32 or Int64, or a constant");
        int[] values = [.. TensorBuffer.OfConstant(constant).ToDoubles().Select(v => (int)v)];
        return context.Builder.Constant(operand.Name, Tensor.Create<int>(new TensorInfo(ElementType.Int32, operand.Info.Shape), values));
    }

    /// <summary>The only integer in a constant operand.</summary>
    /// <exception cref="UnmappedException">It is not constant.</exception>
    public static int ConstantInteger(this MappingContext context, int index, string what)
    {
        Value operand = context.Integers(index);
        if (operand.Constant is not { } constant) throw new UnmappedException($"{what} is computed at run time, expected a constant");
        long[] values = constant.ToInt64Array();
        return values.Length == 1 && values[0] is >= int.MinValue and <= int.MaxValue
            ? (int)values[0]
            : throw new InvalidNetworkException($"{what} is [{string.Join(", ", values)}], expected one integer of 32 bits");
    }
}
