namespace NnBridge.Cli.Demo.Face;

/// <summary>Draws a portrait from formulas, so that the demo has a picture of nobody in particular.</summary>
internal static class FacePicture
{
    /// <summary>A square picture, row-major, three channels from 0 to 1.</summary>
    /// <param name="size">Width and height in pixels.</param>
    /// <param name="centerX">Where the face is, in pixels.</param>
    /// <param name="centerY">Where the face is, in pixels.</param>
    /// <param name="scale">Half the height of the face in pixels.</param>
    public static float[] Draw(int size, double centerX, double centerY, double scale)
    {
        var pixels = new float[size * size * 3];
        double edge = 1.5 / scale;
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++)
            {
                Color sum = default;
                foreach ((double dx, double dy) in new[] { (0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75) })
                    sum = sum.Plus(At((x + dx - centerX) / scale, (y + dy - centerY) / scale, edge), 0.25);
                int at = ((y * size) + x) * 3;
                (pixels[at], pixels[at + 1], pixels[at + 2]) = sum.Clamped();
            }

        return pixels;
    }

    /// <summary>The colour at a point; the face is about 0.7 wide and 0.9 high to each side of the origin.</summary>
    private static Color At(double u, double v, double edge)
    {
        var c = new Color(0.55 + (0.05 * v), 0.62, 0.70);
        c = c.Over(new Color(0.20, 0.25, 0.40), Ellipse(u, v, 0, 2.0, 1.3, 0.85), edge);
        c = c.Over(new Color(0.72, 0.53, 0.43), Ellipse(u, v, 0, 1.05, 0.33, 0.5), 0.05);
        c = c.Over(new Color(0.18, 0.12, 0.09), Ellipse(u, v, 0, -0.12, 0.86, 1.02), 0.06);
        c = c.Over(new Color(0.78, 0.56, 0.46), Ellipse(Math.Abs(u), v, 0.73, 0.08, 0.1, 0.2), 0.05);
        double light = 1 - (0.35 * Math.Pow(Math.Max(0, Math.Abs(u) - 0.25), 1.2)) - (0.10 * Math.Max(0, v - 0.3))
            + (0.06 * Math.Exp(-4 * (Square(u + 0.2) + Square(v + 0.3))));
        c = c.Over(new Color(0.88 * light, 0.68 * light, 0.57 * light), Ellipse(u, v, 0, 0.1, 0.7, 0.92), 0.05);
        if (v < -0.38 + (0.10 * Math.Cos(u * 4))) c = c.Over(new Color(0.20, 0.13, 0.10), Ellipse(u, v, 0, -0.12, 0.84, 1.0), 0.06);
        return Mouth(Nose(Eye(c, Math.Abs(u) - 0.30, v + 0.06), u, v), u, v);
    }

    private static Color Eye(Color c, double u, double v)
    {
        var dark = new Color(0.15, 0.10, 0.08);
        c = c.Toward(new Color(0.62, 0.44, 0.36), 0.45 * Math.Exp(-Square(u / 0.2) - Square((v + 0.02) / 0.13)));
        c = c.Over(new Color(0.93, 0.91, 0.89), Ellipse(u, v, 0, 0, 0.135, 0.062), 0.03);
        c = c.Over(new Color(0.30, 0.20, 0.12), Ellipse(u, v, 0, 0, 0.062, 0.062), 0.03);
        c = c.Over(new Color(0.03, 0.03, 0.03), Ellipse(u, v, 0, 0, 0.032, 0.032), 0.03);
        if (Math.Abs(u) < 0.15) c = c.Over(dark, Math.Abs(v + 0.062 - (0.75 * u * u)) - 0.014, 0.03);
        if (Math.Abs(u) < 0.20) c = c.Over(dark, Math.Abs(v + 0.19 - (0.6 * u * u)) - 0.03, 0.03);
        return c;
    }

    private static Color Nose(Color c, double u, double v)
    {
        c = c.Toward(new Color(0.62, 0.43, 0.35), 0.5 * Math.Exp(-Square((u - 0.09) / 0.04) - Square((v - 0.2) / 0.17)));
        c = c.Toward(new Color(1.00, 0.85, 0.75), 0.5 * Math.Exp(-Square(u / 0.045) - Square((v - 0.2) / 0.2)));
        c = c.Toward(new Color(0.50, 0.32, 0.27), 0.6 * Math.Exp(-Square(u / 0.16) - Square((v - 0.385) / 0.035)));
        return c.Over(new Color(0.30, 0.17, 0.14), Ellipse(Math.Abs(u), v, 0.075, 0.37, 0.035, 0.018), 0.03);
    }

    private static Color Mouth(Color c, double u, double v)
    {
        c = c.Over(new Color(0.70, 0.33, 0.32), Ellipse(u, v, 0, 0.60, 0.25, 0.085), 0.04);
        if (Math.Abs(u) < 0.25) c = c.Over(new Color(0.35, 0.13, 0.13), Math.Abs(v - 0.595 + (0.3 * u * u)) - 0.010, 0.03);
        return c.Toward(new Color(0.60, 0.42, 0.34), 0.3 * Math.Exp(-Square(u / 0.2) - Square((v - 0.76) / 0.05)));
    }

    private static double Square(double x) => x * x;

    /// <summary>About the distance to the border of an ellipse; negative inside.</summary>
    private static double Ellipse(double u, double v, double centerU, double centerV, double radiusU, double radiusV) =>
        (Math.Sqrt(Square((u - centerU) / radiusU) + Square((v - centerV) / radiusV)) - 1) * Math.Min(radiusU, radiusV);

    private readonly record struct Color(double R, double G, double B)
    {
        public Color Toward(Color other, double share) => new(R + ((other.R - R) * share), G + ((other.G - G) * share), B + ((other.B - B) * share));

        /// <summary>Paints a shape whose border is at distance 0 and <paramref name="softness"/> wide.</summary>
        public Color Over(Color paint, double distance, double softness) => Toward(paint, Math.Clamp(0.5 - (distance / softness), 0, 1));

        public Color Plus(Color other, double share) => new(R + (other.R * share), G + (other.G * share), B + (other.B * share));

        public (float R, float G, float B) Clamped() =>
            ((float)Math.Clamp(R, 0, 1), (float)Math.Clamp(G, 0, 1), (float)Math.Clamp(B, 0, 1));
    }
}
