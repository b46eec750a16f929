using NnBridge.Ops;

namespace NnBridge.Runtime.Passes.Patterns;

/// <summary>A float value as a product: a constant number times values that are no such products themselves.</summary>
/// <param name="Constant">The number.</param>
/// <param name="Factors">The values; with repetitions.</param>
internal sealed record Product(double Constant, IReadOnlyList<Value> Factors)
{
    private const int MaxDepth = 6;

    /// <summary>Takes a value apart, as far as what is between is read by nothing else.</summary>
    public static Product Of(Value value, Func<Value, bool> isOwn)
    {
        double constant = 1;
        var factors = new List<Value>();
        Collect(value, isOwn, isRoot: true, MaxDepth, ref constant, factors);
        return new Product(constant, factors);
    }

    /// <summary>Whether the constant is a number, up to how precisely exporters write it.</summary>
    public bool HasConstant(double expected) => IsNear(Constant, expected);

    /// <summary>Whether two numbers are the same up to how precisely exporters write them.</summary>
    public static bool IsNear(double found, double expected) => Math.Abs(found - expected) <= 1e-4 * Math.Abs(expected);

    /// <summary>The one number of a constant; null when it is none, or more.</summary>
    public static double? Number(Value? value) => value is { Constant: { Info: { Type: ElementType.Float32, Shape: { IsStatic: true, ElementCount: 1 } } } constant }
        ? constant.Span<float>()[0] : null;

    private static void Collect(Value value, Func<Value, bool> isOwn, bool isRoot, int depth, ref double constant, List<Value> factors)
    {
        if (depth > 0 && (isRoot || isOwn(value)) && value.Producer is { Op: Binary { Activation: Activation.None, Kind: BinaryKind.Mul or BinaryKind.Div } op } node)
        {
            double? right = Number(node.Input(1)), left = op.Kind == BinaryKind.Mul ? Number(node.Input(0)) : null;
            if (right is { } divisor && op.Kind == BinaryKind.Div && divisor != 0)
            {
                constant /= divisor;
                Collect(node.Input(0), isOwn, false, depth - 1, ref constant, factors);
                return;
            }

            if (op.Kind == BinaryKind.Mul)
            {
                if (left is { } a) constant *= a;
                else Collect(node.Input(0), isOwn, false, depth - 1, ref constant, factors);
                if (right is { } b) constant *= b;
                else Collect(node.Input(1), isOwn, false, depth - 1, ref constant, factors);
                return;
            }
        }

        factors.Add(value);
    }
}
