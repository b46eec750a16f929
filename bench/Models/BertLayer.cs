using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Models;

/// <summary>One encoder layer of BERT-base on 128 tokens: 12 heads of 64, 3072 units in the middle, exact GELU.</summary>
internal static class BertLayer
{
    private const int Tokens = 128, Width = 768, Heads = 12, HeadWidth = Width / Heads, Middle = 3072;

    public static OnnxGraph Make()
    {
        var maker = new GraphMaker(seed: 768);
        string x = maker.Input("input", 1, Tokens, Width);
        x = Normalize(maker, maker.Like("Add", [Linear(maker, Attention(maker, x), Width), x]));
        string y = Linear(maker, Gelu(maker, Linear(maker, x, Middle)), Width);
        maker.Output(Normalize(maker, maker.Like("Add", [y, x])), "output");
        return maker.Graph;
    }

    private static string Attention(GraphMaker maker, string x)
    {
        string query = Split(maker, Linear(maker, x, Width), [0, 2, 1, 3], [1, Heads, Tokens, HeadWidth]);
        string key = Split(maker, Linear(maker, x, Width), [0, 2, 3, 1], [1, Heads, HeadWidth, Tokens]);
        string value = Split(maker, Linear(maker, x, Width), [0, 2, 1, 3], [1, Heads, Tokens, HeadWidth]);
        string scores = maker.Add("MatMul", [query, key], [1, Heads, Tokens, Tokens]);
        scores = maker.Like("Div", [scores, maker.Scalar(MathF.Sqrt(HeadWidth))]);
        string context = maker.Add("MatMul", [maker.Like("Softmax", [scores], ("axis", -1L)), value], [1, Heads, Tokens, HeadWidth]);
        context = maker.Add("Transpose", [context], [1, Tokens, Heads, HeadWidth], ("perm", new long[] { 0, 2, 1, 3 }));
        return maker.Add("Reshape", [context, maker.Integers(1, Tokens, Width)], [1, Tokens, Width]);
    }

    private static string Split(GraphMaker maker, string x, long[] order, int[] shape)
    {
        string parts = maker.Add("Reshape", [x, maker.Integers(1, Tokens, Heads, HeadWidth)], [1, Tokens, Heads, HeadWidth]);
        return maker.Add("Transpose", [parts], shape, ("perm", order));
    }

    private static string Linear(GraphMaker maker, string x, int units)
    {
        int width = maker.ShapeOf(x)[2];
        string product = maker.Add("MatMul", [x, maker.Weights(Math.Sqrt(1.0 / width), width, units)], [1, Tokens, units]);
        return maker.Like("Add", [product, maker.Weights(0.1, units)]);
    }

    private static string Normalize(GraphMaker maker, string x) =>
        maker.Like("LayerNormalization", [x, maker.Weights(0.5, Width), maker.Weights(0.1, Width)], ("axis", -1L), ("epsilon", 1e-12f));

    /// <summary>x * (1 + erf(x / sqrt(2))) / 2, as it is exported.</summary>
    private static string Gelu(GraphMaker maker, string x)
    {
        string erf = maker.Like("Erf", [maker.Like("Div", [x, maker.Scalar(MathF.Sqrt(2))])]);
        return maker.Like("Mul", [maker.Like("Mul", [x, maker.Like("Add", [erf, maker.Scalar(1)])]), maker.Scalar(0.5f)]);
    }
}
