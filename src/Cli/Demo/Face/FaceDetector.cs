namespace NnBridge.Cli.Demo.Face;

/// <summary>Turns what MediaPipe's short-range face detector yields into boxes.</summary>
/// <remarks>
/// The network sees 128 x 128 pixels from -1 to 1 and yields, for 896 anchors (16 x 16 cells with two each, then 8 x 8 with six), a score
/// before the sigmoid and 16 numbers: centre offset, size and six key points, in pixels.
/// </remarks>
internal static class FaceDetector
{
    public const int Size = 128;
    private const int NumbersPerAnchor = 16;

    /// <summary>The boxes with at least <paramref name="minimumScore"/>, best first; those that overlap a better one by more than 30 % left out.</summary>
    public static List<Face> Decode(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, double minimumScore)
    {
        var candidates = new List<Face>();
        int anchor = 0;
        foreach ((int cells, int perCell) in new[] { (16, 2), (8, 6) })
            for (int cell = 0; cell < cells * cells; cell++)
                for (int i = 0; i < perCell; i++, anchor++)
                {
                    double score = 1 / (1 + Math.Exp(-Math.Clamp(scores[anchor], -100, 100)));
                    if (score < minimumScore) continue;
                    ReadOnlySpan<float> box = boxes.Slice(anchor * NumbersPerAnchor, NumbersPerAnchor);
                    double x = (((cell % cells) + 0.5) / cells * Size) + box[0], y = (((cell / cells) + 0.5) / cells * Size) + box[1];
                    candidates.Add(new Face(x - (box[2] / 2), y - (box[3] / 2), box[2], box[3], score));
                }

        var faces = new List<Face>();
        foreach (Face face in candidates.OrderByDescending(f => f.Score))
            if (!faces.Exists(f => f.Overlap(face) > 0.3)) faces.Add(face);
        return faces;
    }

    /// <summary>A face: its box in pixels and how sure the network is, 0 to 1.</summary>
    public readonly record struct Face(double Left, double Top, double Width, double Height, double Score)
    {
        /// <summary>Area in common divided by area of both.</summary>
        public double Overlap(Face other)
        {
            double width = Math.Min(Left + Width, other.Left + other.Width) - Math.Max(Left, other.Left);
            double height = Math.Min(Top + Height, other.Top + other.Height) - Math.Max(Top, other.Top);
            double common = Math.Max(width, 0) * Math.Max(height, 0);
            return common / ((Width * Height) + (other.Width * other.Height) - common);
        }
    }
}
