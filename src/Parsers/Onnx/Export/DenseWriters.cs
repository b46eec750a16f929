using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Products of matrices.</summary>
internal static class DenseWriters
{
    private const int X = 0, Weights = 1;

    public static void Register(WriterTable table)
    {
        table.Add<FullyConnected>(FullyConnected);
        table.Add<MatMul>(MatMul);
        table.Add<Einsum>((w, op) => w.Result(0, w.Emit("Einsum", [.. Enumerable.Range(0, w.Node.Inputs.Length).Select(w.Stored)],
            ("equation", op.Equation.Replace(" ", "", StringComparison.Ordinal)))));
    }

    private static void FullyConnected(NodeWriter w, FullyConnected op)
    {
        int depth = w.Size(Weights, 1), rank = w.Info(X).Shape is { IsRanked: true } shape ? shape.Rank : -1;
        bool kept = op.KeepDimensions && rank != 2;
        bool rows = kept || (rank == 2 && w.Info(X).Shape[1] == depth);
        if (op.OutputType == ElementType.Int32 && w.IsQuantized(X))
        {
            string sums = Accumulated(w, rows, depth);
            w.Result(0, w.Node.HasInput(2) ? w.Emit("Add", [sums, w.Cast(w.Stored(2), w.Info(2).Type, ElementType.Int32)]) : sums);
            return;
        }

        if (DynamicRange.IsDynamic(w, op.Hybrid, X, Weights))
        {
            string y = Product(w, rows ? w.Stored(X) : w.Reshaped(w.Stored(X), -1, depth), op.Hybrid, [1, 0]);
            w.Finish(w.Node.HasInput(2) ? w.Emit("Add", [y, w.Stored(2)]) : y, op.Activation);
            return;
        }

        string bias = Bias.Real(w, 2, X, Weights);
        if (kept && w.Info(X).Quantization is { IsPerTensor: true } && w.Node.Outputs[0].Info is { Quantization.IsPerTensor: true, Shape.IsStatic: true } whole)
        {
            // Integers are what is reshaped: the product stays between what makes numbers of them and what makes integers again.
            string flat = w.Dequantized(w.Reshaped(w.Stored(X), -1, depth), w.Info(X));
            string result = w.Completed(w.Emit("Gemm", [flat, w.Real(Weights), bias], ("transB", 1)), op.Activation);
            w.Result(0, w.Reshaped(result, [.. whole.Shape.ToArray().Select(s => (long)s)]));
            return;
        }

        string x = w.Dequantized(rows ? w.Stored(X) : w.Reshaped(w.Stored(X), -1, depth), w.Info(X));
        if (kept)
        {
            string product = w.Emit("MatMul", [x, w.RealTransposed(Weights, 1, 0)]);
            w.Finish(bias.Length == 0 ? product : w.Emit("Add", [product, bias]), op.Activation);
        }
        else
        {
            string y = w.Emit("Gemm", [x, w.Real(Weights), bias], ("transB", 1));
            w.Finish(ExactRounding.IsTwice(w, op.Requantization) ? ExactRounding.Twice(w, y, X, Weights) : y, op.Activation);
        }
    }

    /// <summary>Rows that are quantized on the way times weights, as numbers.</summary>
    /// <param name="w">The node.</param>
    /// <param name="x">Rows.</param>
    /// <param name="hybrid">How they are quantized.</param>
    /// <param name="order">The order of the weights' axes in which they are the right matrix.</param>
    /// <param name="weights">Which operand the weights are.</param>
    public static string Product(NodeWriter w, string x, HybridQuantization hybrid, int[] order, int weights = Weights)
    {
        (string integers, string scale) = DynamicRange.Quantized(w, x, hybrid, -1);
        return DynamicRange.Scaled(w, w.Emit("MatMul", [integers, w.IntegersTransposed(weights, order)]), scale, weights);
    }

    /// <summary>Sums of products of integers as they are.</summary>
    private static string Accumulated(NodeWriter w, bool rows, int depth)
    {
        string x = rows ? w.Stored(X) : w.Reshaped(w.Stored(X), -1, depth);
        string weights = w.Node.Constant(Weights) is { } constant && !constant.Info.Type.IsPacked()
            ? w.Constant(Constants.Transposed(constant, [1, 0]), "weights") : w.Transposed(w.Stored(Weights), 1, 0);
        return IntegerProduct(w, x, weights);
    }

    private static string IntegerProduct(NodeWriter w, string a, string b)
    {
        for (int i = X; i <= Weights; i++)
            if (w.Info(i).Type is not (ElementType.Int8 or ElementType.UInt8) || w.Info(i).Quantization is { IsPerTensor: false } q && q.ZeroPoints.Any(z => z != 0))
                throw new UnwritableException($"sums of integers as they are, of operand {i} of type {w.Info(i)}; ONNX has them for 8 bits");
        return w.Emit("MatMulInteger", [a, b, ZeroPoint(w, X), ZeroPoint(w, Weights)]);
    }

    private static string ZeroPoint(NodeWriter w, int operand) =>
        w.Info(operand).Quantization is { IsPerTensor: true, ZeroPoint: not 0 and var zero } ? w.Scalar(w.Info(operand).Type, zero) : "";

    private static void MatMul(NodeWriter w, MatMul op)
    {
        if (op.OutputType == ElementType.Int32 && w.IsQuantized(X))
        {
            w.Result(0, IntegerProduct(w, op.TransposeA ? Turned(w, w.Stored(0), 0) : w.Stored(0), op.TransposeB ? Turned(w, w.Stored(1), 1) : w.Stored(1)));
            return;
        }

        string a = w.Real(0);
        if (op.TransposeA) a = Turned(w, a, 0);
        if (DynamicRange.IsDynamic(w, op.Hybrid, 0, 1))
        {
            int rank = w.Rank(1);
            w.Finish(Product(w, a, op.Hybrid, op.TransposeB ? Swapped(rank) : [.. Enumerable.Range(0, rank)]));
            return;
        }

        string b = op.TransposeB ? w.RealTransposed(1, Swapped(w.Rank(1))) : w.Real(1);
        w.Finish(w.Emit("MatMul", [a, b]));
    }

    private static string Turned(NodeWriter w, string tensor, int operand) => w.Transposed(tensor, Swapped(w.Rank(operand)));

    private static int[] Swapped(int rank) => [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2];
}
