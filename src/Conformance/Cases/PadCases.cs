namespace NnBridge.Conformance.Cases;

internal sealed class PadCases : OpCases<Pad>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("zeros", new Pad(PadMode.Constant))
            .Input<float>([1, 2], 1, 2).Const<int>([2, 2], 1, 0, 0, 2)
            .Expect<float>([2, 4], 0, 0, 0, 0, 1, 2, 0, 0);
        yield return new OpCase("value", new Pad(PadMode.Constant))
            .Input<float>([2], 1, 2).Const<long>([1, 2], 1, 1).Const<float>([1], 9)
            .Expect<float>([4], 9, 1, 2, 9);
        yield return new OpCase("zero of a quantized output", new Pad(PadMode.Constant))
            .Input<sbyte>([2], QuantizationInfo.PerTensor(0.5f, -3), 1, 2).Const<int>([1, 2], 1, 1)
            .Expect<sbyte>([4], QuantizationInfo.PerTensor(0.5f, -3), -3, 1, 2, -3);
        yield return new OpCase("cut off", new Pad(PadMode.Constant))
            .Input<short>([2, 3], 1, 2, 3, 4, 5, 6).Const<long>([2, 2], -1, 1, 1, -2).Const<short>([], 7)
            .Expect<short>([2, 2], 7, 4, 7, 7);
        yield return new OpCase("packed", new Pad(PadMode.Constant))
            .Operand(new Tensor(new TensorInfo(ElementType.Int4, [2]), new byte[] { 0x21 }), constant: false).Const<int>([1, 2], 1, 2)
            .Expect(new Tensor(new TensorInfo(ElementType.Int4, [5]), new byte[] { 0x10, 0x02, 0x00 }));
        yield return new OpCase("all cut off", new Pad(PadMode.Constant))
            .Input<int>([2], 1, 2).Const<int>([1, 2], 3, -4)
            .Expect<int>([1], 0);
        yield return new OpCase("reflect", new Pad(PadMode.Reflect))
            .Input<int>([3], 1, 2, 3).Const<int>([1, 2], 2, 1)
            .Expect<int>([6], 3, 2, 1, 2, 3, 2);
        yield return new OpCase("reflect more than once", new Pad(PadMode.Reflect))
            .Input<int>([2], 1, 2).Const<int>([1, 2], 3, 2)
            .Expect<int>([7], 2, 1, 2, 1, 2, 1, 2);
        yield return new OpCase("symmetric", new Pad(PadMode.Symmetric))
            .Input<float>([2, 2], 1, 2, 3, 4).Const<int>([2, 2], 1, 0, 2, 1)
            .Expect<float>([3, 5], 2, 1, 1, 2, 2, 2, 1, 1, 2, 2, 4, 3, 3, 4, 4);
        yield return new OpCase("edge", new Pad(PadMode.Edge))
            .Input<bool>([2], true, false).Const<long>([1, 2], 1, 2)
            .Expect<bool>([5], true, true, false, false, false);
        yield return new OpCase("wrap", new Pad(PadMode.Wrap))
            .Input<byte>([3], 1, 2, 3).Const<long>([1, 2], 2, 4)
            .Expect<byte>([9], 2, 3, 1, 2, 3, 1, 2, 3, 1);
        yield return new OpCase("one pair missing", new Pad(PadMode.Constant))
            .Input<float>([1, 2], 1, 2).Const<int>([1, 2], 1, 0)
            .Refused("expected shape [2, 2]");
        yield return new OpCase("more cut off than there is", new Pad(PadMode.Constant))
            .Input<float>([2], 1, 2).Const<int>([1, 2], -2, -1)
            .Refused("size -1");
        yield return new OpCase("nothing to repeat", new Pad(PadMode.Edge))
            .Input<float>([0]).Const<int>([1, 2], 1, 0)
            .Refused("nothing to repeat");
    }
}
