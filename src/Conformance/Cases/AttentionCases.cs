namespace NnBridge.Conformance.Cases;

internal sealed class AttentionCases : OpCases<Attention>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("two heads", new Attention())
            .Input<float>([1, 2, 2, 2], -0.53f, -1.05f, 0.45f, -1.28f, 0.11f, -0.4f, -1.33f, 0.02f)
            .Input<float>([1, 2, 3, 2], -1.39f, -0.2f, -1.29f, -1.23f, -0.23f, 0.98f, -1.13f, -0.83f, 0.38f, 1.34f, 0.23f, -0.31f)
            .Input<float>([1, 2, 3, 1], 1.43f, -1.36f, 1.08f, -0.63f, -1.07f, -1.15f)
            .Expect<float>([1, 2, 2, 1], -0.32741072f, -0.3882753f, -0.9285701f, -0.7970051f);
        yield return new OpCase("heads in groups, own scale", new Attention { Scale = 0.25f })
            .Input<float>([1, 4, 1, 2], -0.57f, 0.95f, -0.96f, 0.24f, 0.42f, -0.38f, 0.14f, -1.31f)
            .Input<float>([1, 2, 2, 2], -1.32f, -0.88f, 0.54f, -0.22f, -0.56f, 0.26f, -0.14f, -0.6f)
            .Input<float>([1, 2, 2, 2], 0.88f, 0.6f, -0.77f, 0.22f, 0.08f, 1.13f, 0.69f, -0.64f)
            .Expect<float>([1, 4, 1, 2], 0.09963014f, 0.42027846f, 0.22052855f, 0.44812173f, 0.40415924f, 0.1894068f, 0.4298655f,
                0.114816496f);
        yield return new OpCase("added mask, scores shown", new Attention { Scores = AttentionScores.Masked })
            .Input<float>([1, 1, 2, 2], 1.44f, -1.15f, -0.25f, 0.77f)
            .Input<float>([1, 1, 3, 2], -1.04f, -0.03f, -1.38f, 0.5f, 0.79f, 0.22f)
            .Input<float>([1, 1, 3, 2], 1.13f, -0.56f, 0.59f, 0.28f, 0.24f, -0.13f)
            .Input<float>([2, 3], 0.5f, float.NegativeInfinity, 0, -1, 0, float.NegativeInfinity)
            .Expect<float>([1, 1, 2, 2], 0.45240182f, -0.2326211f, 0.7012871f, 0.10688677f)
            .Expect<float>([1, 1, 2, 3], -0.53456793f, float.NegativeInfinity, 0.62550666f, -0.8324864f, 0.51618795f, float.NegativeInfinity);
        yield return new OpCase("mask of truth values for fewer keys", new Attention { Scores = AttentionScores.Weights })
            .Input<float>([1, 2, 2, 2], 1.02f, 1.33f, -0.08f, 0.49f, -1.32f, 0.6f, 0.44f, 1.48f)
            .Input<float>([1, 1, 3, 2], 0.97f, -0.65f, -0.34f, 0.51f, -1.43f, -0.11f)
            .Input<float>([1, 1, 3, 1], -1, -1.15f, -1.32f)
            .Input<bool>([2, 1, 2], true, false, true, true)
            .Expect<float>([1, 2, 2, 1], -1, -1, -1.1271201f, -1.1037008f)
            .Expect<float>([1, 2, 2, 3], 1, 0, 0, 1, 0, 0, 0.15253243f, 0.8474676f, 0, 0.30866146f, 0.69133854f, 0);
        yield return new OpCase("bounded scores", new Attention { SoftCap = 0.5f, Scores = AttentionScores.Capped })
            .Input<float>([1, 1, 2, 2], 0.8f, -1.11f, -0.76f, -0.33f)
            .Input<float>([1, 1, 2, 2], 1.11f, -1.26f, -0.15f, 0.15f)
            .Input<float>([1, 1, 2, 1], 1.15f, 0.96f)
            .Expect<float>([1, 1, 2, 1], 1.08656043f, 1.0401238f)
            .Expect<float>([1, 1, 2, 2], 0.49844928f, -0.19218288f, -0.27029915f, 0.04548231f);
        yield return new OpCase("causal behind a cache of two", new Attention { IsCausal = true })
            .Input<float>([1, 1, 2, 1], 1.09f, -0.66f)
            .Input<float>([1, 1, 4, 1], -0.25f, -0.42f, 1.15f, 1.37f)
            .Input<float>([1, 1, 4, 1], -1.05f, -0.97f, -0.8f, -0.8f)
            .LeftOut()
            .Const<long>([], 2)
            .Expect<float>([1, 1, 2, 1], -0.8608412f, -0.9539676f);
        yield return new OpCase("causal, first query before all keys", new Attention { IsCausal = true, Scores = AttentionScores.Weights })
            .Input<float>([2, 1, 2, 1], -0.05f, 0.27f, -0.71f, -1.49f)
            .Input<float>([2, 1, 2, 1], -0.24f, -0.39f, 0.2f, 1.36f)
            .Input<float>([2, 1, 2, 1], 0.57f, 0.05f, 0.35f, 0.53f)
            .LeftOut()
            .Const<int>([2], -1, 0)
            .Const<int>([2], 1, 2)
            .Expect<float>([2, 1, 2, 1], 0, 0.57f, 0.35f, 0.377142623f)
            .Expect<float>([2, 1, 2, 2], 0, 0, 1, 0, 1, 0, 0.84920765f, 0.15079235f);
        yield return new OpCase("a window on both sides", new Attention { LeftWindow = 1, RightWindow = 0 })
            .Input<float>([1, 1, 3, 1], -1.34f, 1.2f, 0.84f)
            .Input<float>([1, 1, 3, 1], 1.12f, 0.89f, -0.32f)
            .Input<float>([1, 1, 3, 1], -0.3f, -1.19f, 0.4f)
            .Expect<float>([1, 1, 3, 1], -0.3f, -0.6839769f, -0.7674905f);
        yield return new OpCase("no key is seen", new Attention())
            .Input<double>([1, 1, 1, 1], 1)
            .Input<double>([1, 1, 2, 1], 1, 2)
            .Input<double>([1, 1, 2, 1], double.NaN, 4)
            .Input<bool>([2], false, false)
            .Expect<double>([1, 1, 1, 1], 0)
            .Exactly();
        yield return new OpCase("three heads cannot share two", new Attention())
            .Input<float>([1, 3, 1, 1], 1, 2, 3)
            .Input<float>([1, 2, 1, 1], 1, 2)
            .Input<float>([1, 2, 1, 1], 1, 2)
            .Refused("3 heads of queries cannot share 2 heads");
    }
}
