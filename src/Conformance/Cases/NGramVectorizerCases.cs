namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class NGramVectorizerCases : OpCases<NGramVectorizer>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("tf batch onlybigrams skip0",
            new NGramVectorizer(2, 2, 0) { Pool = [2, 3, 5, 4, 5, 6, 7, 8, 6, 7], Starts = [0, 4], Places = [0, 1, 2, 3, 4, 5, 6] })
            .Input<int>([2, 6], 1, 1, 3, 3, 3, 7, 8, 6, 7, 5, 6, 8)
            .Expect<float>([2, 7], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1)
            .Exactly();
        yield return new OpCase("tf batch uniandbigrams skip5",
            new NGramVectorizer(1, 2, 5) { Pool = [2, 3, 5, 4, 5, 6, 7, 8, 6, 7], Starts = [0, 4], Places = [0, 1, 2, 3, 4, 5, 6] })
            .Input<int>([2, 6], 1, 1, 3, 3, 3, 7, 8, 6, 7, 5, 6, 8)
            .Expect<float>([2, 7], 0, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1)
            .Exactly();
        yield return new OpCase("tf onlybigrams levelempty",
            new NGramVectorizer(2, 2, 0) { Pool = [5, 6, 7, 8, 6, 7], Starts = [0, 0], Places = [0, 1, 2] })
            .Input<int>([12], 1, 1, 3, 3, 3, 7, 8, 6, 7, 5, 6, 8)
            .Expect<float>([3], 1, 1, 1)
            .Exactly();
        yield return new OpCase("tf uniandbigrams skip5",
            new NGramVectorizer(1, 2, 5) { Pool = [2, 3, 5, 4, 5, 6, 7, 8, 6, 7], Starts = [0, 4], Places = [0, 1, 2, 3, 4, 5, 6] })
            .Input<int>([12], 1, 1, 3, 3, 3, 7, 8, 6, 7, 5, 6, 8)
            .Expect<float>([7], 0, 3, 1, 0, 1, 3, 1)
            .Exactly();
        yield return new OpCase("numbers times weights",
            new NGramVectorizer(1, 1, 0) { Pool = [4, 9], Starts = [0], Places = [1, 0], Weights = [0.5f, 2], Weight = NGramWeight.Product })
            .Input<long>([3], 4, 9, 4)
            .Expect<float>([2], 2, 1)
            .Exactly();
        yield return new OpCase("weights of what occurs",
            new NGramVectorizer(1, 1, 0) { Pool = [4, 9], Starts = [0], Places = [1, 0], Weights = [0.5f, 2], Weight = NGramWeight.Weight })
            .Input<int>([3], 4, 4, 4)
            .Expect<float>([2], 0, 0.5f)
            .Exactly();
        yield return new OpCase("half a sequence in the pool", new NGramVectorizer(1, 2, 0) { Pool = [4, 9], Starts = [0, 1], Places = [0] })
            .Input<int>([1], 4)
            .Refused("sequences of length 2 cannot take 1 to 2");
    }
}
