namespace NnBridge.Conformance.Cases;

internal sealed class CastCases : OpCases<Cast>
{
    /// <summary>Ordinary numbers, and those that formats of 8 bits treat in ways of their own.</summary>
    private static readonly float[] s_numbers =
    [
        0.47892547f, 0.48033667f, 0.49968487f, 0.81910545f, 0.47031248f, 0.7229038f, 1e+06f, 1e-07f, float.NaN,
        float.PositiveInfinity, float.PositiveInfinity, float.NegativeInfinity, -1e-07f, 1e-07f, -1e+06f,
    ];

    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("float to integer truncates and saturates", new Cast(ElementType.Int8))
            .Input<float>([4], 1.9f, -1.9f, 300, float.NaN)
            .Expect<sbyte>([4], 1, -1, 127, 0)
            .Exactly();
        yield return new OpCase("integer to float", new Cast(ElementType.Float32))
            .Input<long>([2], -3, 16777216)
            .Expect<float>([2], -3, 16777216)
            .Exactly();
        yield return new OpCase("to truth and back", new Cast(ElementType.Bool))
            .Input<int>([3], 0, 5, -1)
            .Expect<bool>([3], false, true, true)
            .Exactly();
        yield return new OpCase("wide integers wrap around", new Cast(ElementType.UInt8))
            .Input<int>([2], 257, -1)
            .Expect<byte>([2], 1, 255)
            .Exactly();
        yield return new OpCase("to 8-bit floats, saturated", new Cast(ElementType.Float8E4M3Fn))
            .Input<float>([3, 5], s_numbers)
            .Expect(new Tensor(new TensorInfo(ElementType.Float8E4M3Fn, [3, 5]), new byte[] { 47, 47, 48, 53, 47, 52, 126, 0, 127, 126, 126,
                254, 128, 0, 254 }))
            .Exactly();
        yield return new OpCase("to 8-bit floats, not saturated", new Cast(ElementType.Float8E4M3Fn) { Saturate = false })
            .Input<float>([3, 5], s_numbers)
            .Expect(new Tensor(new TensorInfo(ElementType.Float8E4M3Fn, [3, 5]), new byte[] { 47, 47, 48, 53, 47, 52, 127, 0, 127, 127, 127,
                255, 128, 0, 255 }))
            .Exactly();
        yield return new OpCase("to 8-bit floats without negative zero", new Cast(ElementType.Float8E4M3FnUz))
            .Input<float>([3, 5], s_numbers)
            .Expect(new Tensor(new TensorInfo(ElementType.Float8E4M3FnUz, [3, 5]), new byte[] { 55, 55, 56, 61, 55, 60, 127, 0, 128, 127, 127,
                255, 0, 0, 255 }))
            .Exactly();
        yield return new OpCase("to 8-bit floats with infinities, saturated", new Cast(ElementType.Float8E5M2))
            .Input<float>([3, 5], s_numbers)
            .Expect(new Tensor(new TensorInfo(ElementType.Float8E5M2, [3, 5]), new byte[] { 56, 56, 56, 59, 56, 58, 123, 0, 126, 123, 123,
                251, 128, 0, 251 }))
            .Exactly();
        yield return new OpCase("half precision to 8-bit floats with infinities", new Cast(ElementType.Float8E5M2) { Saturate = false })
            .Input<Half>([3, 5], (Half)0.4790039f, (Half)0.4802246f, (Half)0.49975586f, (Half)0.81933594f, (Half)0.47021484f,
                (Half)0.72314453f, (Half)float.PositiveInfinity, (Half)1.1920929e-07f, (Half)float.NaN, (Half)float.PositiveInfinity,
                (Half)float.PositiveInfinity, (Half)float.NegativeInfinity, (Half)(-1.1920929e-07f), (Half)1.1920929e-07f,
                (Half)float.NegativeInfinity)
            .Expect(new Tensor(new TensorInfo(ElementType.Float8E5M2, [3, 5]), new byte[] { 56, 56, 56, 59, 56, 58, 124, 0, 126, 124, 124,
                252, 128, 0, 252 }))
            .Exactly();
        yield return new OpCase("to 8-bit floats with two mantissa bits and one NaN", new Cast(ElementType.Float8E5M2FnUz) { Saturate = false })
            .Input<float>([3, 5], s_numbers)
            .Expect(new Tensor(new TensorInfo(ElementType.Float8E5M2FnUz, [3, 5]), new byte[] { 60, 60, 60, 63, 60, 62, 128, 0, 128, 128, 128,
                128, 0, 0, 128 }))
            .Exactly();
        yield return new OpCase("to 4-bit floats", new Cast(ElementType.Float4E2M1))
            .Input<Half>([3, 5], (Half)0.47998047f, (Half)0.25f, (Half)1.0498047f, (Half)(-3.5f), (Half)(-8), (Half)9,
                (Half)float.PositiveInfinity, (Half)1.1920929e-07f, (Half)float.NaN, (Half)float.PositiveInfinity, (Half)float.PositiveInfinity,
                (Half)float.NegativeInfinity, (Half)(-4), (Half)0.010002136f, (Half)(-0))
            .Expect(new Tensor(new TensorInfo(ElementType.Float4E2M1, [3, 5]), new byte[] { 1, 226, 127, 7, 120, 247, 14, 8 }))
            .Exactly();
        yield return new OpCase("to powers of two", new Cast(ElementType.Float8E8M0))
            .Input<float>([2, 4], 0, 0.124f, 0.25f, 0.5f, 1.1f, 2, 4, 8)
            .Expect(new Tensor(new TensorInfo(ElementType.Float8E8M0, [2, 4]), new byte[] { 0, 124, 125, 126, 128, 128, 129, 130 }))
            .Exactly();
        yield return new OpCase("from powers of two", new Cast(ElementType.Float32))
            .Operand(new Tensor(new TensorInfo(ElementType.Float8E8M0, [2, 4]), new byte[] { 0, 124, 125, 126, 128, 128, 129, 130 }),
                constant: false)
            .Expect<float>([2, 4], 5.877472e-39f, 0.125f, 0.25f, 0.5f, 2, 2, 4, 8)
            .Exactly();
        yield return new OpCase("from 8-bit floats", new Cast(ElementType.Float32))
            .Operand(new Tensor(new TensorInfo(ElementType.Float8E5M2, [3, 5]), new byte[] { 56, 56, 56, 59, 56, 58, 123, 0, 126, 123, 123,
                251, 128, 0, 251 }), constant: false)
            .Expect<float>([3, 5], 0.5f, 0.5f, 0.5f, 0.875f, 0.5f, 0.75f, 57344, 0, float.NaN, 57344, 57344, -57344, -0, 0, -57344)
            .Exactly();
        yield return new OpCase("from 4-bit floats", new Cast(ElementType.Float32))
            .Operand(new Tensor(new TensorInfo(ElementType.Float4E2M1, [3, 5]), new byte[] { 1, 226, 127, 7, 120, 247, 14, 8 }), constant:
                false)
            .Expect<float>([3, 5], 0.5f, 0, 1, -4, -6, 6, 6, 0, -0, 6, 6, -6, -4, 0, -0)
            .Exactly();
        yield return new OpCase("to 4-bit integers", new Cast(ElementType.Int4))
            .Input<float>([5, 5], -9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
            .Expect(new Tensor(new TensorInfo(ElementType.Int4, [5, 5]), new byte[] { 135, 169, 203, 237, 15, 33, 67, 101, 135, 169, 203, 237,
                15 }))
            .Exactly();
        yield return new OpCase("to unsigned 2-bit integers", new Cast(ElementType.UInt2))
            .Input<float>([7, 1], -3, -2, -1, 0, 1, 2, 3)
            .Expect(new Tensor(new TensorInfo(ElementType.UInt2, [7, 1]), new byte[] { 57, 57 }))
            .Exactly();
        yield return new OpCase("from 2-bit integers", new Cast(ElementType.Int8))
            .Operand(new Tensor(new TensorInfo(ElementType.Int2, [7, 1]), new byte[] { 57, 57 }), constant: false)
            .Expect<sbyte>([7, 1], 1, -2, -1, 0, 1, -2, -1)
            .Exactly();
        yield return new OpCase("to the nearest power of two", new Cast(ElementType.Float8E8M0) { ScaleRounding = ScaleRounding.Nearest })
            .Input<float>([3], 2.9f, 3, 5.9f)
            .Expect(new Tensor(new TensorInfo(ElementType.Float8E8M0, [3]), new byte[] { 128, 129, 129 }))
            .Exactly();
        yield return new OpCase("to the power of two below", new Cast(ElementType.Float8E8M0) { ScaleRounding = ScaleRounding.Down })
            .Input<float>([2], 3.9f, float.PositiveInfinity)
            .Expect(new Tensor(new TensorInfo(ElementType.Float8E8M0, [2]), new byte[] { 128, 255 }))
            .Exactly();
    }
}
