namespace NnBridge.Conformance.Cases;

internal sealed class ReduceWindowCases : OpCases<ReduceWindow>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return Window("sum", ReduceKind.Sum, 0, 24, 28, 40, 44);
        yield return Window("sum on top of something", ReduceKind.Sum, 100, 124, 128, 140, 144);
        yield return Window("product", ReduceKind.Prod, 1, 1 * 3 * 9 * 11, 2 * 4 * 10 * 12, 5 * 7 * 13 * 15, 6 * 8 * 14 * 16);
        yield return Window("maximum", ReduceKind.Max, 12, 12, 12, 15, 16);
        yield return Window("minimum", ReduceKind.Min, 3, 1, 2, 3, 3);
        yield return new OpCase("windows apart", new ReduceWindow(ReduceKind.Sum))
            .Input<float>([5], 1, 2, 3, 4, 5)
            .Const<float>([1], 0)
            .Const<long>([1], 2)
            .Const<long>([1], 3)
            .Const<long>([1], 1)
            .Expect<float>([2], 3, 9)
            .Exactly();
        yield return new OpCase("all", new ReduceWindow(ReduceKind.All))
            .Input<bool>([4], true, true, false, true)
            .Const<bool>([], true)
            .Const<int>([1], 2)
            .Const<int>([1], 1)
            .Const<int>([1], 1)
            .Expect<bool>([3], true, false, false)
            .Exactly();
        yield return new OpCase("any", new ReduceWindow(ReduceKind.Any))
            .Input<bool>([4], true, false, false, true)
            .Const<bool>([], false)
            .Const<int>([1], 2)
            .Const<int>([1], 1)
            .Const<int>([1], 1)
            .Expect<bool>([3], true, false, true)
            .Exactly();
        foreach (ReduceKind kind in new[] { ReduceKind.Mean, ReduceKind.L1, ReduceKind.L2, ReduceKind.SumSquare, ReduceKind.LogSum, ReduceKind.LogSumExp })
            yield return new OpCase($"{kind} cannot begin with a number", new ReduceWindow(kind))
                .Input<float>([2], 1, 2)
                .Const<float>([], 0)
                .Const<int>([1], 1)
                .Const<int>([1], 1)
                .Const<int>([1], 1)
                .Refused("has no initial number");
        yield return new OpCase("the window does not fit", new ReduceWindow(ReduceKind.Sum))
            .Input<float>([2, 2], 1, 2, 3, 4)
            .Const<float>([], 0)
            .Const<int>([2], 1, 2)
            .Const<int>([2], 1, 1)
            .Const<int>([2], 1, 2)
            .Expect<float>([2, 0])
            .Exactly();
        yield return new OpCase("a mean", new ReduceWindow(ReduceKind.Mean))
            .Input<float>([2], 1, 2)
            .Const<float>([], 0)
            .Const<int>([1], 1)
            .Const<int>([1], 1)
            .Const<int>([1], 1)
            .Refused("Mean has no initial number");
    }

    /// <summary>A window of 2 x 2 that looks at every other element of the numbers 1 to 16.</summary>
    private static OpCase Window(string name, ReduceKind kind, int initial, params int[] expected) => new OpCase(name, new ReduceWindow(kind))
        .Input<int>([4, 4], [.. Enumerable.Range(1, 16)])
        .Const<int>([], initial)
        .Const<int>([2], 2, 2)
        .Const<int>([2], 1, 1)
        .Const<int>([2], 2, 2)
        .Expect<int>([2, 2], expected)
        .Exactly();
}
