namespace NnBridge.Conformance.Cases;

internal sealed class TransposeCases : OpCases<Transpose>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("matrix", new Transpose())
            .Input<float>([2, 3], 1, 2, 3, 4, 5, 6).Const<int>([2], 1, 0)
            .Expect<float>([3, 2], 1, 4, 2, 5, 3, 6);
        yield return new OpCase("channels first to last", new Transpose())
            .Input<short>([1, 2, 1, 3], 1, 2, 3, 4, 5, 6).Const<long>([4], 0, 2, 3, 1)
            .Expect<short>([1, 1, 3, 2], 1, 4, 2, 5, 3, 6);
        foreach (int planes in new[] { 2, 3, 4, 5, 17 })
        {
            const int Places = 37;
            yield return new OpCase($"{planes} planes beside each other", new Transpose())
                .Input<float>([2, planes, Places], [.. Enumerable.Range(0, 2 * planes * Places).Select(i => (float)i)]).Const<int>([3], 0, 2, 1)
                .Expect<float>([2, Places, planes], [.. Enumerable.Range(0, 2 * planes * Places).Select(i => (float)((((i / (planes * Places) * planes) + (i % planes)) * Places) + (i / planes % Places)))]);
        }

        yield return new OpCase("negative axes", new Transpose())
            .Input<double>([2, 1, 2], 1, 2, 3, 4).Const<int>([3], -1, -2, 0)
            .Expect<double>([2, 1, 2], 1, 3, 2, 4);
        yield return new OpCase("scalar", new Transpose())
            .Input<float>([], 3).Const<int>([0])
            .Expect<float>([], 3);
        yield return new OpCase("packed", new Transpose())
            .Operand(new Tensor(new TensorInfo(ElementType.Int4, [2, 3]), new byte[] { 0x21, 0xF3, 0x65 }), constant: false).Const<int>([2], 1, 0)
            .Expect(new Tensor(new TensorInfo(ElementType.Int4, [3, 2]), new byte[] { 0xF1, 0x52, 0x63 }));
        yield return new OpCase("two bits", new Transpose())
            .Operand(new Tensor(new TensorInfo(ElementType.Int2, [2, 3]), new byte[] { 0b11_10_01_00, 0b01_10 }), constant: false).Const<int>([2], 1, 0)
            .Expect(new Tensor(new TensorInfo(ElementType.Int2, [3, 2]), new byte[] { 0b10_01_11_00, 0b01_10 }));
        yield return new OpCase("same axis twice", new Transpose())
            .Input<float>([1, 2], 1, 2).Const<int>([2], 0, 0)
            .Refused("axis 0 twice");
        yield return new OpCase("too few axes", new Transpose())
            .Input<float>([1, 2], 1, 2).Const<int>([1], 0)
            .Refused("expected 2");
    }
}
