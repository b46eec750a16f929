namespace NnBridge.Conformance.Cases;

internal sealed class ReshapeCases : OpCases<Reshape>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("stated shape", new Reshape())
            .Input<float>([2, 3], 1, 2, 3, 4, 5, 6).Const<int>([2], 3, 2)
            .Expect<float>([3, 2], 1, 2, 3, 4, 5, 6);
        yield return new OpCase("one size open", new Reshape())
            .Input<short>([2, 3], 1, 2, 3, 4, 5, 6).Const<long>([3], 3, -1, 1)
            .Expect<short>([3, 2, 1], 1, 2, 3, 4, 5, 6);
        yield return new OpCase("to a scalar", new Reshape())
            .Input<int>([1, 1], 7).Const<int>([0])
            .Expect<int>([], 7);
        yield return new OpCase("zero copies the size", new Reshape { ZeroCopies = true })
            .Input<byte>([2, 2, 2], 1, 2, 3, 4, 5, 6, 7, 8).Const<long>([2], 0, -1)
            .Expect<byte>([2, 4], 1, 2, 3, 4, 5, 6, 7, 8);
        yield return new OpCase("empty", new Reshape())
            .Input<float>([0, 3]).Const<int>([2], 3, 0)
            .Expect<float>([3, 0]);
        yield return new OpCase("complex numbers", new Reshape())
            .Input<Complex64>([2], new Complex64(1, 2), new Complex64(3, 4)).Const<int>([2], 1, 2)
            .Expect<Complex64>([1, 2], new Complex64(1, 2), new Complex64(3, 4));
        yield return new OpCase("packed", new Reshape())
            .Operand(Packed([2, 3], 0x21, 0x43, 0x65), constant: false).Const<int>([1], 6)
            .Expect(Packed([6], 0x21, 0x43, 0x65));
        yield return new OpCase("too few elements", new Reshape())
            .Input<float>([2, 3], 1, 2, 3, 4, 5, 6).Const<int>([2], 4, 2)
            .Refused("cannot be seen as [4, 2]");
        yield return new OpCase("two sizes open", new Reshape())
            .Input<float>([2], 1, 2).Const<int>([2], -1, -1)
            .Refused("more than one");
        yield return new OpCase("size below -1", new Reshape())
            .Input<float>([2], 1, 2).Const<int>([1], -2)
            .Refused("size -2");
        yield return new OpCase("too large", new Reshape())
            .Input<float>([2], 1, 2).Const<long>([3], 1L << 30, 1L << 30, 1L << 30)
            .Refused("too large");
    }

    private static Tensor Packed(Shape shape, params byte[] bytes) => new(new TensorInfo(ElementType.Int4, shape), bytes);
}
