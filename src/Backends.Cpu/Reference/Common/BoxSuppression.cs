namespace NnBridge.Backends.Cpu.Reference;

/// <summary>Boxes as two corners: y1, x1, y2, x2.</summary>
internal static class BoxSuppression
{
    /// <summary>Intersection divided by union; 0 when a box is empty.</summary>
    public static float Overlap(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        (float top, float bottom) = (Math.Min(a[0], a[2]), Math.Max(a[0], a[2]));
        (float left, float right) = (Math.Min(a[1], a[3]), Math.Max(a[1], a[3]));
        (float otherTop, float otherBottom) = (Math.Min(b[0], b[2]), Math.Max(b[0], b[2]));
        (float otherLeft, float otherRight) = (Math.Min(b[1], b[3]), Math.Max(b[1], b[3]));
        float area = (bottom - top) * (right - left), otherArea = (otherBottom - otherTop) * (otherRight - otherLeft);
        if (area <= 0 || otherArea <= 0) return 0;
        float height = Math.Max(Math.Min(bottom, otherBottom) - Math.Max(top, otherTop), 0);
        float width = Math.Max(Math.Min(right, otherRight) - Math.Max(left, otherLeft), 0);
        return height * width / (area + otherArea - (height * width));
    }

    /// <summary>Indices of the best boxes that do not overlap a better one, best first.</summary>
    /// <param name="boxes">Four numbers per box.</param>
    /// <param name="scores">One per box.</param>
    /// <param name="most">Most to keep.</param>
    /// <param name="lowest">Lowest score that counts.</param>
    /// <param name="overlap">Overlap above which the lower score is dropped.</param>
    /// <param name="order">Memory for as many indices as boxes.</param>
    /// <param name="kept">Receives the indices.</param>
    /// <returns>How many were kept.</returns>
    public static int Run(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, int most, float lowest, float overlap, Span<int> order, Span<int> kept)
    {
        int candidates = 0, count = 0;
        for (int i = 0; i < scores.Length; i++) if (scores[i] >= lowest) order[candidates++] = i;
        SortDescending(order[..candidates], scores);
        for (int i = 0; i < candidates && count < most; i++)
        {
            bool free = true;
            for (int k = 0; k < count && free; k++)
                free = Overlap(boxes.Slice(order[i] * 4, 4), boxes.Slice(kept[k] * 4, 4)) <= overlap;
            if (free) kept[count++] = order[i];
        }

        return count;
    }

    /// <summary>Sorts indices by score, highest first; equal scores stay in order.</summary>
    public static void SortDescending(Span<int> indices, ReadOnlySpan<float> scores)
    {
        // Heap sort: no memory, no closure over the scores.
        for (int i = (indices.Length / 2) - 1; i >= 0; i--) Sift(indices, scores, i, indices.Length);
        for (int end = indices.Length - 1; end > 0; end--)
        {
            (indices[0], indices[end]) = (indices[end], indices[0]);
            Sift(indices, scores, 0, end);
        }
    }

    private static void Sift(Span<int> heap, ReadOnlySpan<float> scores, int root, int end)
    {
        while ((2 * root) + 1 < end)
        {
            int child = (2 * root) + 1;
            if (child + 1 < end && Before(heap[child], heap[child + 1], scores)) child++;
            if (!Before(heap[root], heap[child], scores)) return;
            (heap[root], heap[child]) = (heap[child], heap[root]);
            root = child;
        }
    }

    private static bool Before(int a, int b, ReadOnlySpan<float> scores) => scores[a] > scores[b] || (scores[a] == scores[b] && a < b);
}
