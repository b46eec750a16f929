namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class GridSampleCases : OpCases<GridSample>
{
    private static readonly float[] s_image = [0, 1, 2, 3, 4, 5];
    private static readonly float[] s_inside = [-1, -1, -0.5f, -0.5f, -0.2f, -0.2f, 0, 0, 0, 0, -0.2f, -0.2f, 0.5f, 0.5f, 1, 1];
    private static readonly float[] s_outside = [-10, -10, -5, -5, -0.2f, -0.2f, 10, 10, 10, 10, -0.2f, -0.2f, 5, 5, 10, 10];

    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("linear", new GridSample(ResampleMode.Linear, GridBorder.Zeros))
            .Input<float>([1, 3, 2, 1], s_image)
            .Input<float>([1, 2, 4, 2], s_inside)
            .Expect<float>([1, 2, 4, 1], 0, 0.5f, 1.7f, 2.5f, 2.5f, 1.7f, 4.5f, 1.25f);
        yield return new OpCase("corners aligned", new GridSample(ResampleMode.Linear, GridBorder.Zeros) { AlignCorners = true })
            .Input<float>([1, 3, 2, 1], s_image)
            .Input<float>([1, 2, 4, 2], s_inside)
            .Expect<float>([1, 2, 4, 1], 0, 1.25f, 2, 2.5f, 2.5f, 2, 3.75f, 5);
        yield return new OpCase("nearest", new GridSample(ResampleMode.Nearest, GridBorder.Zeros))
            .Input<float>([1, 3, 2, 1], s_image)
            .Input<float>([1, 2, 4, 2], s_inside)
            .Expect<float>([1, 2, 4, 1], 0, 0, 2, 2, 2, 2, 5, 0);
        yield return new OpCase("edge", new GridSample(ResampleMode.Linear, GridBorder.Edge))
            .Input<float>([1, 3, 2, 1], s_image)
            .Input<float>([1, 2, 4, 2], s_outside)
            .Expect<float>([1, 2, 4, 1], 0, 0, 1.7f, 5, 5, 1.7f, 5, 5);
        yield return new OpCase("reflected", new GridSample(ResampleMode.Linear, GridBorder.Reflect))
            .Input<float>([1, 3, 2, 1], s_image)
            .Input<float>([1, 2, 4, 2], s_outside)
            .Expect<float>([1, 2, 4, 1], 2.5f, 0, 1.7f, 2.5f, 2.5f, 1.7f, 5, 2.5f);
        yield return new OpCase("cubic", new GridSample(ResampleMode.Cubic, GridBorder.Zeros))
            .Input<float>([1, 3, 2, 1], s_image)
            .Input<float>([1, 2, 4, 2], -1, -0.8f, -0.6f, -0.5f, -0.1f, -0.2f, 0.7f, 0, 0, 0.4f, 0.2f, -0.2f, -0.3f, 0.5f, -1, 1)
            .Expect<float>([1, 2, 4, 1], -0.17325f, 0.284265f, 1.923106f, 2.568f, 5.170375f, 2.284414f, 4.744844f, 1.046875f);
        yield return new OpCase("cubic, corners aligned", new GridSample(ResampleMode.Cubic, GridBorder.Zeros) { AlignCorners = true })
            .Input<float>([1, 3, 2, 1], s_image)
            .Input<float>([1, 2, 4, 2], -1, -0.8f, -0.6f, -0.5f, -0.1f, -0.2f, 0.7f, 0, 0, 0.4f, 0.2f, -0.2f, -0.3f, 0.5f, -1, 1)
            .Expect<float>([1, 2, 4, 1], 0.304001f, 1.12875f, 2.26627f, 3.144844f, 4.5315f, 2.45536f, 4.599819f, 4);
        yield return new OpCase("nearest, corners aligned", new GridSample(ResampleMode.Nearest, GridBorder.Zeros) { AlignCorners = true })
            .Input<float>([1, 3, 2, 1], s_image)
            .Input<float>([1, 2, 4, 2], -1, -0.8f, -0.6f, -0.5f, -0.1f, -0.2f, 0.7f, 0, 0, 0.4f, 0.2f, -0.2f, -0.3f, 0.5f, -1, 1)
            .Expect<float>([1, 2, 4, 1], 0, 0, 2, 3, 2, 3, 4, 4);
        yield return new OpCase("three dimensions", new GridSample(ResampleMode.Linear, GridBorder.Zeros))
            .Input<float>([1, 3, 2, 2, 1], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
            .Input<float>([1, 2, 4, 2, 3], -1, -1, -1, -1, -0.5f, 0.3f, -0.5f, -0.5f, -0.5f, 1, -0.6f, -1, -0.2f, -0.2f, -0.2f, 0.4f, 0.2f,
                0.6f, 0, 0, 0, -1, 0, 0, 0, 0, 0, -1, 1, 0, -0.2f, -0.2f, -0.2f, 1, 0.4f, -0.2f, 0.5f, 0.5f, 0.5f, -1, -0.8f, 0.8f, 1, 1, 1, 0.4f,
                0.6f, -0.3f)
            .Expect<float>([1, 2, 4, 2, 1], 0.125f, 3.4f, 2, 0.45f, 4.7f, 10.9f, 6.5f, 3, 6.5f, 1.75f, 4.7f, 3.3f, 11, 2.52f, 1.5f, 5.49f);
        yield return new OpCase("three dimensions, nearest, corners aligned", new GridSample(ResampleMode.Nearest, GridBorder.Zeros) { AlignCorners = true })
            .Input<float>([1, 3, 2, 2, 1], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
            .Input<float>([1, 2, 4, 2, 3], -1, -1, -1, -1, -0.5f, 0.3f, -0.5f, -0.5f, -0.5f, 1, -0.6f, -1, -0.2f, -0.2f, -0.2f, 0.4f, 0.2f,
                0.6f, 0, 0, 0, -1, 0, 0, 0, 0, 0, -1, 1, 0, -0.2f, -0.2f, -0.2f, 1, 0.4f, -0.2f, 0.5f, 0.5f, 0.5f, -1, -0.8f, 0.8f, 1, 1, 1, 0.4f,
                0.6f, -0.3f)
            .Expect<float>([1, 2, 4, 2, 1], 1, 5, 1, 2, 5, 12, 5, 5, 5, 7, 5, 8, 12, 9, 12, 8);
        yield return new OpCase("two coordinates for one dimension", new GridSample(ResampleMode.Linear, GridBorder.Zeros))
            .Input<float>([1, 2, 1], 1, 2)
            .Input<float>([1, 1, 2], 0, 0)
            .Refused("expected 1 coordinates per place");
        yield return new OpCase("places that are no numbers, or far away", new GridSample(ResampleMode.Nearest, GridBorder.Zeros))
            .Input<float>([1, 2, 1], 1, 2)
            .Input<float>([1, 3, 1], float.NaN, 1e30f, -0.5f)
            .Expect<float>([1, 3, 1], 0, 0, 1)
            .Exactly();
    }
}
