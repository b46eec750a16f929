namespace NnBridge.Ops.Tests.Agreement;

internal static partial class RandomShapes
{
    /// <summary>Elements, rows and blocks that are taken out of tensors or put together.</summary>
    private static IEnumerable<OpCase> Parts()
    {
        var random = new Random(24);
        foreach (int channels in new[] { 3, 16, 17, 24, 48, 96, 116 })
            foreach ((string name, int[] picks) in Picks(random, channels))
                yield return new OpCase($"{name} of {channels} channels", new Gather(-1)).Floats(random, [2, 5, channels]).Const([picks.Length], picks).Exactly();

        foreach (int channels in new[] { 2, 3, 4, 5 })
            foreach (int pixels in new[] { 1, 15, 16, 37, 256 })
                yield return new OpCase($"{channels} planes of {pixels}", new Transpose()).Floats(random, [2, channels, pixels]).Const<int>([3], 0, 2, 1).Exactly();

        foreach (int width in new[] { 1, 3, 4, 7, 8, 11, 24, 256, 300 })
        {
            yield return new OpCase($"rows of {width} joined", new Concat(1)).Floats(random, [7, width]).Floats(random, [7, width + 1]).Exactly();
            yield return new OpCase($"rows of {width} split", new Split(-1, 2)).Floats(random, [7, (2 * width) + 1]).Const<int>([2], width, width + 1).Exactly();
            yield return new OpCase($"{width} columns", new Slice()).Floats(random, [6, width + 5]).Const<int>([2], 1, 3).Const<int>([2], 4, width).Exactly();
            yield return new OpCase($"every other of {width}, backwards", new StridedSlice { BeginMask = 2, EndMask = 2 })
                .Floats(random, [6, width]).Const<int>([2], 1, 0).Const<int>([2], 5, 0).Const<int>([2], 3, -2).Exactly();
        }
    }

    private static IEnumerable<(string Name, int[] Picks)> Picks(Random random, int channels)
    {
        yield return ("the even ones", [.. Enumerable.Range(0, (channels + 1) / 2).Select(i => 2 * i)]);
        yield return ("halves in turns", [.. Enumerable.Range(0, channels / 2 * 2).Select(i => (i / 2) + (i % 2 * (channels / 2)))]);
        yield return ("all, backwards", [.. Enumerable.Range(0, channels).Select(i => channels - 1 - i)]);
        yield return ("neighbours in any order", [.. Enumerable.Range(0, channels).Select(i => Math.Clamp(i + random.Next(-4, 5), 0, channels - 1))]);
        yield return ("any", [.. Enumerable.Range(0, 40).Select(_ => random.Next(-channels, channels))]);
    }
}
