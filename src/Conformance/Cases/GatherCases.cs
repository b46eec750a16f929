namespace NnBridge.Conformance.Cases;

internal sealed class GatherCases : OpCases<Gather>
{
    public override IEnumerable<OpCase> Cases() => [.. Moved(), .. Dequantized(), .. Refused()];

    private static IEnumerable<OpCase> Moved()
    {
        yield return new OpCase("rows", new Gather(0))
            .Input<float>([3, 2], 1, 2, 3, 4, 5, 6).Input<int>([2], 2, 0)
            .Expect<float>([2, 2], 5, 6, 1, 2);
        yield return new OpCase("columns, indices of two dimensions", new Gather(-1))
            .Input<short>([2, 3], 1, 2, 3, 4, 5, 6).Input<long>([2, 1], 2, -3)
            .Expect<short>([2, 2, 1], 3, 1, 6, 4);
        yield return new OpCase("scalar index", new Gather(0))
            .Input<byte>([2, 2], 1, 2, 3, 4).Input<int>([], 1)
            .Expect<byte>([2], 3, 4);
        yield return new OpCase("batch dimension", new Gather(2) { BatchDims = 1 })
            .Input<int>([2, 1, 3], 1, 2, 3, 4, 5, 6).Input<int>([2, 2], 0, 2, 1, 1)
            .Expect<int>([2, 1, 2], 1, 3, 5, 5);
        yield return new OpCase("negative batch dimension", new Gather(1) { BatchDims = -1 })
            .Input<int>([2, 3], 1, 2, 3, 4, 5, 6).Input<int>([2, 1], 2, 0)
            .Expect<int>([2, 1], 3, 4);
        yield return new OpCase("nothing", new Gather(0))
            .Input<int>([0, 2]).Input<int>([0])
            .Expect<int>([0, 2]);
        yield return new OpCase("packed", new Gather(0))
            .Operand(new Tensor(new TensorInfo(ElementType.Int4, [2, 3]), new byte[] { 0x21, 0x43, 0x65 }), constant: true).Input<int>([1], 1)
            .Expect(new Tensor(new TensorInfo(ElementType.Int4, [1, 3]), new byte[] { 0x54, 0x06 }));
    }

    private static IEnumerable<OpCase> Dequantized()
    {
        yield return new OpCase("dequantized", new Gather(0) { OutputType = ElementType.Float32 })
            .Const<sbyte>([2, 2], QuantizationInfo.PerTensor(0.5f), 1, -2, 3, -4).Input<int>([1], 1)
            .Expect<float>([1, 2], 1.5f, -2).Exactly();
        yield return new OpCase("dequantized per row to half precision", new Gather(0) { OutputType = ElementType.Float16 })
            .Const<sbyte>([2, 2], new QuantizationInfo([0.5f, 2], [0, 0], 0), 1, -2, 3, -4).Input<int>([2], 1, 0)
            .Expect<Half>([2, 2], (Half)6, (Half)(-8), (Half)0.5f, (Half)(-1)).Exactly();
        yield return new OpCase("dequantized in blocks", new Gather(0) { OutputType = ElementType.Float32 })
            .Operand(new Tensor(new TensorInfo(ElementType.Int4, [2, 4], new QuantizationInfo([1, 10, 100, 1000], [0], 1, 2)),
                new byte[] { 0x21, 0xF3, 0x54, 0x86 }), constant: true)
            .Input<int>([2], 1, 0)
            .Expect<float>([2, 4], 400, 500, 6000, -8000, 1, 2, 30, -10).Exactly();
    }

    private static IEnumerable<OpCase> Refused()
    {
        yield return new OpCase("batch sizes differ", new Gather(1) { BatchDims = 1 })
            .Input<int>([2, 3], 1, 2, 3, 4, 5, 6).Input<int>([1, 1], 2)
            .Refused("batch dimension 0");
        yield return new OpCase("more batch dimensions than the axis allows", new Gather(0) { BatchDims = 1 })
            .Input<int>([2], 1, 2).Input<int>([2], 0, 0)
            .Refused("expected 0 to the smaller of axis 0");
        yield return new OpCase("dequantized without scale", new Gather(0) { OutputType = ElementType.Float32 })
            .Input<sbyte>([1], 1).Input<int>([1], 0)
            .Refused("expected a quantized tensor");
    }
}
