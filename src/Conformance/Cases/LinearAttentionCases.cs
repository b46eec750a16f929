namespace NnBridge.Conformance.Cases;

internal sealed class LinearAttentionCases : OpCases<LinearAttention>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("plain", new LinearAttention())
            .Input<float>([1, 1, 2, 2], -1.31f, -1.3f, -0.87f, -1.01f)
            .Input<float>([1, 1, 2, 2], -0.48f, -1.34f, -1.5f, -1.05f)
            .Input<float>([1, 1, 2, 1], -1.2f, -0.41f)
            .Expect<float>([1, 1, 2, 1], -2.0116905f, -2.18853438f)
            .Expect<float>([1, 1, 2, 1], 1.191f, 2.0385f);
        yield return new OpCase("continued, own scale", new LinearAttention { Scale = 0.5f })
            .Input<float>([1, 1, 1, 2], -1.42f, 1.12f)
            .Input<float>([1, 1, 1, 2], 0.34f, -1.05f)
            .Input<float>([1, 1, 1, 2], -0.74f, -0.46f)
            .Input<float>([1, 1, 2, 2], -0.41f, -1.13f, 1.05f, 1.48f)
            .Expect<float>([1, 1, 1, 2], 1.492856f, 2.012624f)
            .Expect<float>([1, 1, 2, 2], -0.6616f, -1.2864f, 1.827f, 1.963f);
        yield return new OpCase("decay per head, heads in groups", new LinearAttention())
            .Input<float>([2, 2, 2, 2], -0.1f, -0.05f, -1.24f, -1.19f, -0.47f, -0.71f, 0.99f, -1.02f, -1.43f, 1.35f, 0.08f, -1.06f, 0.13f,
                -1.42f, 0.08f, 1.44f)
            .Input<float>([2, 1, 2, 2], 1.09f, 0.59f, -0.72f, -0.4f, -1, 0.82f, 0.1f, 0.84f)
            .Input<float>([2, 1, 2, 1], -0.51f, -0.83f, 0.93f, 1.45f)
            .LeftOut()
            .Input<float>([2, 1, 2, 1], -1.06f, -0.92f, -0.95f, -0.72f)
            .Expect<float>([2, 2, 2, 1], 0.049946487f, -0.5081979f, 0.3358135f, 0.11029119f, 1.66835481f, -1.2085611f, -0.85120949f,
                1.6007693f)
            .Expect<float>([2, 1, 2, 1], 0.37606327f, 0.21208562f, -0.3076796f, 1.5891973f);
        yield return new OpCase("decay per row, corrected", new LinearAttention())
            .Input<float>([1, 2, 2, 2], -0.82f, 0.05f, -0.43f, -1.41f, -1.42f, -0.66f, -0.72f, 0.58f)
            .Input<float>([1, 2, 2, 2], 1.37f, -0.16f, 1.31f, 1.46f, 1.37f, -0.41f, -0.84f, -0.82f)
            .Input<float>([1, 2, 2, 2], -0.91f, -0.89f, 0.37f, 1.2f, 1.02f, -0.06f, 0.46f, 0.9f)
            .LeftOut()
            .Input<float>([1, 2, 2, 2], -1.25f, -0.48f, -1.23f, -0.85f, -0.75f, -0.07f, -0.96f, -0.87f)
            .Input<float>([1, 2, 2, 1], 0.25f, 0.45f, 0.705f, 0.155f)
            .Expect<float>([1, 2, 2, 2], 0.18200469f, 0.1780046f, -0.37711103f, -1.0680624f, -0.8516031f, 0.050094301f, -0.23313749f,
                0.026841605f)
            .Expect<float>([1, 2, 2, 2], 0.18397623f, 0.6740115f, 0.322131737f, 0.86570456f, 0.28925384f, -0.13771799f, -0.20938523f,
                -0.105512398f);
        yield return new OpCase("one correction for all heads", new LinearAttention())
            .Input<float>([1, 2, 2, 1], -0.3f, 1.34f, 0.67f, -0.99f)
            .Input<float>([1, 2, 2, 1], -1.12f, -1.05f, 1.21f, 0.92f)
            .Input<float>([1, 2, 2, 1], -1.06f, 0.98f, 1.44f, 0.47f)
            .LeftOut()
            .LeftOut()
            .Input<float>([1, 1, 2, 1], 0.225f, 0.075f)
            .Expect<float>([1, 2, 2, 1], -0.080136f, 0.22492907f, 0.2626668f, -0.39558747f)
            .Expect<float>([1, 2, 1, 1], 0.16785752f, 0.3995833f);
    }
}
