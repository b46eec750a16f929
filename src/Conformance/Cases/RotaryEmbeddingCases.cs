namespace NnBridge.Conformance.Cases;

internal sealed class RotaryEmbeddingCases : OpCases<RotaryEmbedding>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("halves, angles by place", new RotaryEmbedding())
            .Input<float>([1, 2, 2, 4], -1.11f, -1.46f, 1.41f, 0.45f, 0.08f, 1.3f, -0.2f, 1.12f, 0.98f, -0.87f, -0.74f, -0.62f, -0.78f, 0.26f,
                -0.72f, -0.24f)
            .Input<float>([3, 2], 0.4447f, 0.3342f, 0.9048f, 0.9916f, 0.9689f, 0.353f)
            .Input<float>([3, 2], -0.8957f, 0.9425f, -0.4259f, -0.1296f, 0.2474f, 0.9356f)
            .Input<long>([1, 2], 2, 0)
            .Expect<float>([1, 2, 2, 4], -1.424313f, -0.9364f, 1.091535f, -1.207126f, -0.143564f, -0.62114f, -0.160596f, 1.599554f, 1.132598f,
                0.272962f, -0.474534f, -1.032832f, -0.99177f, 0.313092f, 0.378462f, 0.164842f);
        yield return new OpCase("neighbours, angles by step", new RotaryEmbedding { Interleaved = true })
            .Input<float>([2, 1, 2, 4], -0.24f, 1.25f, 0, 0.1f, 0.07f, -1.44f, -0.18f, -0.95f, -1.49f, 0.9f, -0.98f, -0.08f, 0.68f, 0.17f,
                -0.52f, 0.06f)
            .Input<float>([2, 2, 2], 0.9856f, 0.66f, 0.3809f, 0.9838f, 0.7317f, 0.7838f, 0.6822f, 0.9998f)
            .Input<float>([2, 2, 2], 0.1692f, 0.7513f, -0.9246f, 0.179f, -0.6816f, -0.621f, 0.7311f, 0.02f)
            .Expect<float>([2, 1, 2, 4], -0.448044f, 1.191392f, -0.07513f, 0.066f, -1.304761f, -0.613218f, -0.007034f, -0.96683f, -0.476793f,
                1.674114f, -0.817804f, 0.545876f, 0.339609f, 0.613122f, -0.521096f, 0.049588f);
        yield return new OpCase("only the first numbers turn", new RotaryEmbedding())
            .Input<float>([1, 2, 2, 3], 0.19f, 0.78f, 1.24f, -0.17f, 0.34f, 0.02f, 0.04f, 0.58f, -0.14f, 0.1f, -0.07f, 1.32f)
            .Input<float>([3, 1], 0.8253f, 0.4267f, 0.2385f)
            .Input<float>([3, 1], 0.5646f, 0.9044f, 0.9711f)
            .Input<long>([1, 2], 1, 1)
            .Expect<float>([1, 2, 2, 3], -0.624359f, 0.504662f, 1.24f, -0.380035f, -0.00867f, 0.02f, -0.507484f, 0.283662f, -0.14f, 0.105978f,
                0.060571f, 1.32f);
        yield return new OpCase("more angles than pairs", new RotaryEmbedding())
            .Input<float>([1, 1, 1, 2], 1, 2)
            .Const<float>([1, 1, 2], 1, 1)
            .Const<float>([1, 1, 2], 0, 0)
            .Refused("more pairs than");
    }
}
