namespace NnBridge.Ops.Tests.Agreement;

/// <summary>Makes operands of random numbers for cases in which backends are compared with each other.</summary>
internal static class RandomCase
{
    /// <summary>Adds floats from -2 to 2.</summary>
    public static OpCase Floats(this OpCase @case, Random random, Shape shape, bool constant = false) =>
        @case.Operand(Tensor.Create<float>(new TensorInfo(ElementType.Float32, shape), Values(shape, () => (random.NextSingle() * 4) - 2)), constant);

    /// <summary>One of the values.</summary>
    public static T Pick<T>(this Random random, params T[] values) => values[random.Next(values.Length)];

    public static T[] Values<T>(Shape shape, Func<T> next) => [.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => next())];
}
