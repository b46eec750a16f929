namespace NnBridge.Conformance.Cases;

internal sealed class DftCases : OpCases<Dft>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("real signal of length 5", new Dft())
            .Input<double>([5, 1], 1, -2, 0.5, 3, 1.5)
            .LeftOut()
            .Const<int>([], 0)
            .Expect<double>([5, 2], 4, 0, -1.98606797749979, 4.79816093776422, 2.48606797749979, -0.320392907714228, 2.48606797749979,
                0.320392907714228, -1.98606797749979, -4.79816093776422);
        yield return new OpCase("half of the frequencies, filled up to 8", new Dft { OneSided = true })
            .Input<double>([1, 5, 1], 1, -2, 0.5, 3, 1.5)
            .Const<long>([], 8)
            .Const<long>([], -2)
            .Expect<double>([1, 5, 2], 4, 0, -4.03553390593274, -1.20710678118655, 2, 5, 3.03553390593274, -0.207106781186547, 2,
                -9.86076131526265e-32);
        yield return new OpCase("inverse", new Dft { Inverse = true })
            .Input<double>([4, 2], 1, 2, -1, 0.5, 0, 3, 2, -2)
            .LeftOut()
            .Const<int>([], 0)
            .Expect<double>([4, 2], 0.5, 0.875, -0.375, -1, 3.88578058618805e-16, 1.625, 0.875, 0.5);
        yield return new OpCase("half of the frequencies back to a signal of odd length", new Dft { Inverse = true, OneSided = true })
            .Input<double>([3, 2], 4, 0, -1.98606797749979, 4.79816093776422, 2.48606797749979, -0.320392907714228)
            .Const<int>([], 5)
            .Const<int>([], 0)
            .Expect<double>([5, 1], 1, -2, 0.5, 3, 1.5);
        yield return new OpCase("half of the frequencies back to a signal", new Dft { Inverse = true, OneSided = true })
            .Input<float>([1, 3, 2], 2.5f, 0, 2, -1.5f, -2.5f, -6.7355574e-16f)
            .LeftOut()
            .Const<int>([], 1)
            .Expect<float>([1, 4, 1], 1, 2, -1, 0.5f);
        yield return new OpCase("first of two axes", new Dft())
            .Input<float>([2, 2, 1], 1, 10, 2, 20)
            .LeftOut()
            .Const<int>([], 0)
            .Expect<float>([2, 2, 2], 3, 0, 30, 0, -1, -2.4492936e-16f, -10, -2.4492936e-15f);
        yield return new OpCase("the axis of the parts", new Dft())
            .Input<float>([2, 2], 1, 2, 3, 4)
            .LeftOut()
            .Const<int>([], 1)
            .Refused("axis 1 holds real and imaginary parts");
    }
}
