namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class ResampleCases : OpCases<Resample>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("downsample scales cubic",
            new Resample(ResampleMode.Cubic, ResampleCoordinates.HalfPixel, [2, 3]))
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .LeftOut()
            .Const<float>([2], 0.8f, 0.8f)
            .Expect<float>([1, 1, 3, 3], 1.4711914f, 2.78125f, 4.0825195f, 6.711426f, 8.021484f, 9.322754f, 11.916504f, 13.2265625f,
                14.527832f);
        yield return new OpCase("downsample scales cubic A -0.5 exclude outside",
            new Resample(ResampleMode.Cubic, ResampleCoordinates.HalfPixel, [2, 3]) { ExcludeOutside = true, CubicA = -0.5f })
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .LeftOut()
            .Const<float>([2], 0.8f, 0.8f)
            .Expect<float>([1, 1, 3, 3], 1.3681267f, 2.6695013f, 4.0133367f, 6.573625f, 7.875f, 9.218835f, 11.948966f, 13.250341f, 14.594176f);
        yield return new OpCase("downsample scales cubic align corners",
            new Resample(ResampleMode.Cubic, ResampleCoordinates.AlignCorners, [2, 3]))
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .LeftOut()
            .Const<float>([2], 0.8f, 0.8f)
            .Expect<float>([1, 1, 3, 3], 1, 2.3951917f, 3.790383f, 6.580766f, 7.975958f, 9.371149f, 12.161532f, 13.556724f, 14.951916f);
        yield return new OpCase("downsample scales cubic antialias",
            new Resample(ResampleMode.Cubic, ResampleCoordinates.HalfPixel, [2, 3]) { Antialias = true })
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .LeftOut()
            .Const<float>([2], 0.6f, 0.6f)
            .Expect<float>([1, 1, 2, 2], 2.5180721f, 4.2858863f, 9.589329f, 11.357142f);
        yield return new OpCase("downsample scales linear",
            new Resample(ResampleMode.Linear, ResampleCoordinates.HalfPixel, [2, 3]))
            .Input<float>([1, 1, 2, 4], 1, 2, 3, 4, 5, 6, 7, 8)
            .LeftOut()
            .Const<float>([2], 0.6f, 0.6f)
            .Expect<float>([1, 1, 1, 2], 2.6666665f, 4.333333f);
        yield return new OpCase("downsample scales linear align corners",
            new Resample(ResampleMode.Linear, ResampleCoordinates.AlignCorners, [2, 3]))
            .Input<float>([1, 1, 2, 4], 1, 2, 3, 4, 5, 6, 7, 8)
            .LeftOut()
            .Const<float>([2], 0.6f, 0.6f)
            .Expect<float>([1, 1, 1, 2], 1, 3.142857f);
        yield return new OpCase("downsample scales linear antialias",
            new Resample(ResampleMode.Linear, ResampleCoordinates.HalfPixel, [2, 3]) { Antialias = true })
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .LeftOut()
            .Const<float>([2], 0.6f, 0.6f)
            .Expect<float>([1, 1, 2, 2], 2.875f, 4.5f, 9.375f, 11);
        yield return new OpCase("downsample scales linear half pixel symmetric",
            new Resample(ResampleMode.Linear, ResampleCoordinates.HalfPixelSymmetric, [2, 3]))
            .Input<float>([1, 1, 1, 4], 1, 2, 3, 4)
            .LeftOut()
            .Const<float>([2], 1, 0.6f)
            .Expect<float>([1, 1, 1, 2], 1.6666667f, 3.3333333f);
        yield return new OpCase("downsample scales nearest",
            new Resample(ResampleMode.Nearest, ResampleCoordinates.HalfPixel, [2, 3]))
            .Input<float>([1, 1, 2, 4], 1, 2, 3, 4, 5, 6, 7, 8)
            .LeftOut()
            .Const<float>([2], 0.6f, 0.6f)
            .Expect<float>([1, 1, 1, 2], 1, 3);
        yield return new OpCase("downsample sizes linear antialias",
            new Resample(ResampleMode.Linear, ResampleCoordinates.HalfPixel, [2, 3]) { Antialias = true })
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .Const<long>([2], 3, 3)
            .Expect<float>([1, 1, 3, 3], 2.3636363f, 3.590909f, 4.818182f, 7.2727275f, 8.5f, 9.727273f, 12.181818f, 13.409091f, 14.636364f);
        yield return new OpCase("downsample sizes nearest not larger",
            new Resample(ResampleMode.Nearest, ResampleCoordinates.HalfPixel, [2, 3]) { Aspect = ResampleAspect.NotLarger })
            .Input<float>([1, 1, 2, 4], 1, 2, 3, 4, 5, 6, 7, 8)
            .Const<long>([2], 1, 3)
            .Expect<float>([1, 1, 1, 2], 1, 3);
        yield return new OpCase("tf crop and resize",
            new Resample(ResampleMode.Linear, ResampleCoordinates.CropAndResize, [2, 3]))
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .Const<long>([2], 3, 3)
            .LeftOut()
            .Const<float>([4], 0.4f, 0.6f, 0.6f, 0.8f)
            .Expect<float>([1, 1, 3, 3], 7.6000004f, 7.9f, 8.2f, 8.8f, 9.1f, 9.400001f, 10, 10.3f, 10.6f);
        yield return new OpCase("tf crop and resize axes 3 2",
            new Resample(ResampleMode.Linear, ResampleCoordinates.CropAndResize, [3, 2]))
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .Const<long>([2], 3, 3)
            .LeftOut()
            .Const<float>([4], 0.6f, 0.4f, 0.8f, 0.6f)
            .Expect<float>([1, 1, 3, 3], 7.6000004f, 7.9f, 8.2f, 8.8f, 9.1f, 9.400001f, 10, 10.3f, 10.6f);
        yield return new OpCase("tf crop and resize extrapolation value",
            new Resample(ResampleMode.Linear, ResampleCoordinates.CropAndResize, [2, 3]) { Extrapolation = 10 })
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .Const<long>([2], 3, 3)
            .LeftOut()
            .Const<float>([4], 0.4f, 0.6f, 1.2f, 1.7f)
            .Expect<float>([1, 1, 3, 3], 7.6000004f, 10, 10, 12.400001f, 10, 10, 10, 10, 10);
        yield return new OpCase("upsample scales linear half pixel symmetric",
            new Resample(ResampleMode.Linear, ResampleCoordinates.HalfPixelSymmetric, [2, 3]))
            .Input<float>([1, 1, 2, 2], 1, 2, 3, 4)
            .LeftOut()
            .Const<float>([2], 2.3f, 2.94f)
            .Expect<float>([1, 1, 4, 5], 1, 1.159864f, 1.5f, 1.840136f, 2, 1.5652174f, 1.7250813f, 2.0652175f, 2.4053535f, 2.5652175f,
                2.4347825f, 2.5946465f, 2.9347825f, 3.2749186f, 3.4347825f, 3, 3.159864f, 3.5f, 3.840136f, 4);
        yield return new OpCase("upsample scales nearest axes 3 2",
            new Resample(ResampleMode.Nearest, ResampleCoordinates.HalfPixel, [3, 2]))
            .Input<float>([1, 1, 2, 2], 1, 2, 3, 4)
            .LeftOut()
            .Const<float>([2], 3, 2)
            .Expect<float>([1, 1, 4, 6], 1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 3, 3, 3, 4, 4, 4);
        yield return new OpCase("upsample sizes nearest not smaller",
            new Resample(ResampleMode.Nearest, ResampleCoordinates.HalfPixel, [2, 3]) { Aspect = ResampleAspect.NotSmaller })
            .Input<float>([1, 1, 2, 2], 1, 2, 3, 4)
            .Const<long>([2], 7, 8)
            .Expect<float>([1, 1, 8, 8], 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3,
                3, 3, 4, 4, 4, 4, 3, 3, 3, 3, 4, 4, 4, 4, 3, 3, 3, 3, 4, 4, 4, 4, 3, 3, 3, 3, 4, 4, 4, 4);
        yield return new OpCase("upsample sizes nearest ceil half pixel",
            new Resample(ResampleMode.Nearest, ResampleCoordinates.HalfPixel, [2, 3]) { Rounding = ResampleRounding.Ceiling })
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .Const<long>([2], 8, 8)
            .Expect<float>([1, 1, 8, 8], 1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 6, 7, 7, 8, 8, 8, 5, 6, 6, 7, 7, 8, 8, 8, 9, 10, 10, 11, 11, 12, 12,
                12, 9, 10, 10, 11, 11, 12, 12, 12, 13, 14, 14, 15, 15, 16, 16, 16, 13, 14, 14, 15, 15, 16, 16, 16, 13, 14, 14, 15, 15, 16, 16, 16);
        yield return new OpCase("upsample sizes nearest floor align corners",
            new Resample(ResampleMode.Nearest, ResampleCoordinates.AlignCorners, [2, 3]) { Rounding = ResampleRounding.Floor })
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .Const<long>([2], 8, 8)
            .Expect<float>([1, 1, 8, 8], 1, 1, 1, 2, 2, 3, 3, 4, 1, 1, 1, 2, 2, 3, 3, 4, 1, 1, 1, 2, 2, 3, 3, 4, 5, 5, 5, 6, 6, 7, 7, 8, 5, 5,
                5, 6, 6, 7, 7, 8, 9, 9, 9, 10, 10, 11, 11, 12, 9, 9, 9, 10, 10, 11, 11, 12, 13, 13, 13, 14, 14, 15, 15, 16);
        yield return new OpCase("upsample sizes nearest round prefer ceil asymmetric",
            new Resample(ResampleMode.Nearest, ResampleCoordinates.Asymmetric, [2, 3]) { Rounding = ResampleRounding.HalfUp })
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .Const<long>([2], 8, 8)
            .Expect<float>([1, 1, 8, 8], 1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 6, 7, 7, 8, 8, 8, 5, 6, 6, 7, 7, 8, 8, 8, 9, 10, 10, 11, 11, 12, 12,
                12, 9, 10, 10, 11, 11, 12, 12, 12, 13, 14, 14, 15, 15, 16, 16, 16, 13, 14, 14, 15, 15, 16, 16, 16, 13, 14, 14, 15, 15, 16, 16, 16);
        yield return new OpCase("upsample scales cubic asymmetric",
            new Resample(ResampleMode.Cubic, ResampleCoordinates.Asymmetric, [2, 3]))
            .Input<float>([1, 1, 4, 4], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
            .LeftOut()
            .Const<float>([2], 2, 2)
            .Expect<float>([1, 1, 8, 8], 1, 1.40625f, 2, 2.5f, 3, 3.59375f, 4, 4.09375f, 2.625f, 3.03125f, 3.625f, 4.125f, 4.625f, 5.21875f,
                5.625f, 5.71875f, 5, 5.40625f, 6, 6.5f, 7, 7.59375f, 8, 8.09375f, 7, 7.40625f, 8, 8.5f, 9, 9.59375f, 10, 10.09375f, 9, 9.40625f,
                10, 10.5f, 11, 11.59375f, 12, 12.09375f, 11.375f, 11.78125f, 12.375f, 12.875f, 13.375f, 13.96875f, 14.375f, 14.46875f, 13,
                13.40625f, 14, 14.5f, 15, 15.59375f, 16, 16.09375f, 13.375f, 13.78125f, 14.375f, 14.875f, 15.375f, 15.96875f, 16.375f, 16.46875f);
        yield return new OpCase("integers are rounded half to even",
            new Resample(ResampleMode.Linear, ResampleCoordinates.AlignCorners, [0]))
            .Input<byte>([2], 0, 5)
            .Const<int>([1], 3)
            .Expect<byte>([3], 0, 2, 5)
            .Exactly();
        yield return new OpCase("half precision, first place before the border",
            new Resample(ResampleMode.Linear, ResampleCoordinates.HalfPixelOrFirst, [-1]))
            .Input<Half>([1, 4], (Half)1, (Half)2, (Half)3, (Half)4)
            .Const<long>([1], 1)
            .Expect<Half>([1, 1], (Half)1);
        yield return new OpCase("neither sizes nor scales", new Resample(ResampleMode.Nearest, ResampleCoordinates.HalfPixel, [0]))
            .Input<float>([2], 0, 5)
            .LeftOut()
            .Refused("expected sizes or scales");
    }
}
