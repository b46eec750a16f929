namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class EinsumCases : OpCases<Einsum>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("inner product", new Einsum("i,i"))
            .Input<double>([5], 1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458, 1.8675579901499675)
            .Input<double>([5], -0.977277879876411, 0.9500884175255894, -0.1513572082976979, -0.10321885179355784, 0.41059850193837233)
            .Expect<double>([], -0.956409566703329);
        yield return new OpCase("sum", new Einsum("ij->i"))
            .Input<double>([3, 4], 1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458, 1.8675579901499675,
                -0.977277879876411, 0.9500884175255894, -0.1513572082976979, -0.10321885179355784, 0.41059850193837233, 0.144043571160878,
                1.454273506962975)
            .Expect<double>([3], 5.383840737642084, 1.6890113195014478, 1.9056967282686674);
        yield return new OpCase("transpose", new Einsum("ij->ji"))
            .Input<double>([3, 4], 1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458, 1.8675579901499675,
                -0.977277879876411, 0.9500884175255894, -0.1513572082976979, -0.10321885179355784, 0.41059850193837233, 0.144043571160878,
                1.454273506962975)
            .Expect<double>([4, 3], 1.764052345967664, 1.8675579901499675, -0.10321885179355784, 0.4001572083672233, -0.977277879876411,
                0.41059850193837233, 0.9787379841057392, 0.9500884175255894, 0.144043571160878, 2.240893199201458, -0.1513572082976979,
                1.454273506962975)
            .Exactly();
        yield return new OpCase("diagonals of any number of matrices", new Einsum("...ii ->...i"))
            .Input<float>([2, 2, 2], 1, 2, 3, 4, 5, 6, 7, 8)
            .Expect<float>([2, 2], 1, 4, 5, 8)
            .Exactly();
        yield return new OpCase("matrices, batch repeated", new Einsum("...ij, ...jk"))
            .Input<int>([2, 1, 2], 1, 2, 3, 4)
            .Input<int>([2, 1], 10, 100)
            .Expect<int>([2, 1, 1], 210, 430)
            .Exactly();
        yield return new OpCase("letters of the result in alphabetical order", new Einsum("ba"))
            .Input<int>([1, 2], 1, 2)
            .Expect<int>([2, 1], 1, 2)
            .Exactly();
        yield return new OpCase("an unknown letter in the result", new Einsum("i->j"))
            .Input<int>([1], 1)
            .Refused("which no operand has");
        yield return new OpCase("sizes that differ", new Einsum("i,i"))
            .Input<int>([2], 1, 2)
            .Input<int>([3], 1, 2, 3)
            .Refused("size of axis 0 of operand 1");
    }
}
