namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class ScatterElementsCases : OpCases<ScatterElements>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("along an axis", new ScatterElements(1))
            .Input<float>([1, 5], 1, 2, 3, 4, 5)
            .Input<long>([1, 2], 1, 3)
            .Input<float>([1, 2], 1.1f, 2.1f)
            .Expect<float>([1, 5], 1, 1.1f, 3, 2.1f, 5)
            .Exactly();
        yield return new OpCase("negative indices", new ScatterElements(-1))
            .Input<float>([1, 5], 1, 2, 3, 4, 5)
            .Input<long>([1, 2], 1, -3)
            .Input<float>([1, 2], 1.1f, 2.1f)
            .Expect<float>([1, 5], 1, 1.1f, 2.1f, 4, 5)
            .Exactly();
        yield return new OpCase("first axis", new ScatterElements(0))
            .Input<float>([3, 3], 0, 0, 0, 0, 0, 0, 0, 0, 0)
            .Input<long>([2, 3], 1, 0, 2, 0, 2, 1)
            .Input<float>([2, 3], 1, 1.1f, 1.2f, 2, 2.1f, 2.2f)
            .Expect<float>([3, 3], 2, 1.1f, 0, 1, 0, 2.2f, 0, 2.1f, 1.2f)
            .Exactly();
        yield return new OpCase("added, one place twice", new ScatterElements(1) { Reduction = ScatterReduction.Add })
            .Input<float>([1, 5], 1, 2, 3, 4, 5)
            .Input<long>([1, 2], 1, 1)
            .Input<float>([1, 2], 1.1f, 2.1f)
            .Expect<float>([1, 5], 1, 5.2f, 3, 4, 5);
        yield return new OpCase("multiplied", new ScatterElements(1) { Reduction = ScatterReduction.Mul })
            .Input<float>([1, 5], 1, 2, 3, 4, 5)
            .Input<long>([1, 2], 1, 1)
            .Input<float>([1, 2], 1.1f, 2.1f)
            .Expect<float>([1, 5], 1, 4.62f, 3, 4, 5);
        yield return new OpCase("the larger one", new ScatterElements(1) { Reduction = ScatterReduction.Max })
            .Input<float>([1, 5], 1, 2, 3, 4, 5)
            .Input<long>([1, 2], 1, 1)
            .Input<float>([1, 2], 1.1f, 2.1f)
            .Expect<float>([1, 5], 1, 2.1f, 3, 4, 5)
            .Exactly();
        yield return new OpCase("truth values joined by or", new ScatterElements(0) { Reduction = ScatterReduction.Add })
            .Input<bool>([3], true, false, false)
            .Const<long>([2], 0, 2)
            .Input<bool>([2], false, true)
            .Expect<bool>([3], true, false, true)
            .Exactly();
        yield return new OpCase("unsigned integers, the smaller one", new ScatterElements(0) { Reduction = ScatterReduction.Min })
            .Input<ulong>([2], 18446744073709551615, 1)
            .Const<int>([2], 0, 1)
            .Input<ulong>([2], 7, 9)
            .Expect<ulong>([2], 7, 1)
            .Exactly();
        yield return new OpCase("updates of another shape", new ScatterElements(0))
            .Input<float>([3], 1, 2, 3)
            .Const<int>([2], 0, 1)
            .Input<float>([1], 7)
            .Refused("expected shape [2]");
    }
}
