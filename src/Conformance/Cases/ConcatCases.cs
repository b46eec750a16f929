namespace NnBridge.Conformance.Cases;

internal sealed class ConcatCases : OpCases<Concat>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("last axis", new Concat(-1))
            .Input<float>([2, 1], 1, 2).Input<float>([2, 2], 3, 4, 5, 6)
            .Expect<float>([2, 3], 1, 3, 4, 2, 5, 6);
        yield return new OpCase("first axis, one empty", new Concat(0))
            .Input<long>([1, 2], 1, 2).Input<long>([0, 2]).Input<long>([2, 2], 3, 4, 5, 6)
            .Expect<long>([3, 2], 1, 2, 3, 4, 5, 6);
        yield return new OpCase("one operand", new Concat(0))
            .Input<bool>([2], true, false)
            .Expect<bool>([2], true, false);
        yield return new OpCase("packed", new Concat(1))
            .Operand(new Tensor(new TensorInfo(ElementType.Int4, [2, 1]), new byte[] { 0x21 }), constant: false)
            .Operand(new Tensor(new TensorInfo(ElementType.Int4, [2, 2]), new byte[] { 0x43, 0x65 }), constant: false)
            .Expect(new Tensor(new TensorInfo(ElementType.Int4, [2, 3]), new byte[] { 0x31, 0x24, 0x65 }));
        // 0.5 * 1 and 1.5 * 1 round away from zero; -200 saturates.
        yield return new OpCase("other quantization", new Concat(0))
            .Input<byte>([3], QuantizationInfo.PerTensor(0.5f, 10), 10, 11, 13)
            .Input<byte>([2], QuantizationInfo.PerTensor(2, 128), 0, 130)
            .Input<byte>([1], QuantizationInfo.PerTensor(1, 20), 77)
            .Expect<byte>([6], QuantizationInfo.PerTensor(1, 20), 20, 21, 22, 0, 24, 77).Exactly();
        yield return new OpCase("other quantization, half to even", new Concat(0) { Requantization = Requantization.Float })
            .Input<sbyte>([3], QuantizationInfo.PerTensor(0.5f, 0), 1, 3, -1)
            .Expect<sbyte>([3], QuantizationInfo.PerTensor(1, 0), 0, 2, 0).Exactly();
        yield return new OpCase("sizes differ", new Concat(0))
            .Input<float>([1, 2], 1, 2).Input<float>([1, 3], 1, 2, 3)
            .Refused("size of axis 1");
        yield return new OpCase("types differ", new Concat(0))
            .Input<float>([1], 1).Input<int>([1], 1)
            .Refused("expected type Float32");
        yield return new OpCase("scalars", new Concat(0))
            .Input<float>([], 1).Input<float>([], 1)
            .Refused("axis 0 is outside");
    }
}
