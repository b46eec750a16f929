namespace NnBridge.Conformance.Cases;

internal sealed class LstmCases : OpCases<Lstm>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return One("two steps by hand", new Lstm(), [1, 1])
            .Expect<float>([1, 2, 1], 0.18169974f, 0.25811840f)
            .Expect<float>([1, 1], 0.25811840f)
            .Expect<float>([1, 1], 0.57119562f);
        // Gates 1/2, candidate 0.1 * -2, cell -0.1, of which the softsign is -1/11.
        yield return new OpCase("functions with parameters", new Lstm
            {
                GateFunction = new Unary(UnaryKind.HardSigmoid) { Alpha = 0.2f, Beta = 0.5f },
                Function = new Unary(UnaryKind.LeakyRelu) { Alpha = 0.1f },
                CellFunction = new Unary(UnaryKind.Softsign),
            })
            .Input<float>([1, 1, 1], 1)
            .Const<float>([1, 1], 0).Const<float>([1, 1], 0).Const<float>([1, 1], 0).Const<float>([1, 1], 0)
            .Const<float>([1, 1], 0).Const<float>([1, 1], 0).Const<float>([1, 1], 0).Const<float>([1, 1], 0)
            .LeftOut().LeftOut().LeftOut()
            .Const<float>([1], 0).Const<float>([1], 0).Const<float>([1], -2).Const<float>([1], 0)
            .LeftOut().LeftOut()
            .Input<float>([1, 1], 0)
            .Input<float>([1, 1], 0)
            .Expect<float>([1, 1, 1], -0.045454547f)
            .Expect<float>([1, 1], -0.045454547f)
            .Expect<float>([1, 1], -0.1f);
        yield return One("input gate follows from the forget gate, backward", new Lstm { Backward = true }, [1, 1], without: 0)
            .Expect<float>([1, 2, 1], 0.25811840f, 0.18169974f)
            .Expect<float>([1, 1], 0.25811840f)
            .Expect<float>([1, 1], 0.57119562f);
        yield return One("forget gate follows from the input gate", new Lstm { TimeMajor = true }, [1, 1], without: 1)
            .Expect<float>([2, 1, 1], 0.18169974f, 0.25811840f)
            .Expect<float>([1, 1], 0.25811840f)
            .Expect<float>([1, 1], 0.57119562f);
        yield return Batches("batches end at steps of their own", new Lstm(), 1, 2)
            .Expect<float>([2, 2, 1], 0.18169974f, 0, 0.18169974f, 0.25811840f)
            .Expect<float>([2, 1], 0.18169974f, 0.25811840f)
            .Expect<float>([2, 1], 0.38079708f, 0.57119562f);
        yield return Batches("backward from the last step of each batch", new Lstm { Backward = true }, 1, 0)
            .Expect<float>([2, 2, 1], 0.18169974f, 0, 0, 0)
            .Expect<float>([2, 1], 0.18169974f, 0)
            .Expect<float>([2, 1], 0.38079708f, 0);
        yield return Clipped();
        yield return Normalized();
        yield return IntegerNormalized();
        yield return IntegerPeepholes();
        yield return Hybrid("activations are quantized for integer weights", HybridQuantization.Symmetric, 0.15338980f, 0.31698655f);
        yield return Hybrid("integer weights become numbers", HybridQuantization.None, 0.15365605f, 0.31757448f);
        yield return One("no input and no forget gate", new Lstm(), [1], without: 0, also: 1).Refused("operands 1 and 2 are missing");
    }

    /// <summary>One cell that sees only its bias of 1 for the candidate.</summary>
    private static OpCase One(string name, Lstm op, float[] x, int without = -1, int also = -1)
    {
        OpCase result = new OpCase(name, op).Input<float>(op.TimeMajor ? [x.Length, 1, 1] : [1, x.Length, 1], x);
        for (int i = 0; i < 8; i++)
            if (i % 4 == without || i % 4 == also) result.LeftOut();
            else result.Const<float>([1, 1], 0);
        return Biases(result, without, also).LeftOut().LeftOut().Input<float>([1, 1], 0).Input<float>([1, 1], 0);
    }

    private static OpCase Batches(string name, Lstm op, params int[] lengths)
    {
        OpCase result = new OpCase(name, op).Input<float>([2, 2, 1], 1, 1, 1, 1);
        for (int i = 0; i < 8; i++) result.Const<float>([1, 1], 0);
        return Biases(result).LeftOut().LeftOut().Input<float>([2, 1], 0, 0).Input<float>([2, 1], 0, 0)
            .LeftOut().LeftOut().LeftOut().LeftOut().Input<int>([2], lengths);
    }

    private static OpCase Biases(OpCase result, int without = -1, int also = -1)
    {
        result.LeftOut().LeftOut().LeftOut();
        for (int i = 0; i < 4; i++)
            if (i == without || i == also) result.LeftOut();
            else result.Const<float>([1], i == 2 ? 1 : 0);
        return result;
    }

    private static OpCase Clipped()
    {
        var op = new Lstm { GateActivation = Activation.Relu0To1, Activation = Activation.None, CellActivation = Activation.Relu, ActivationClip = 0.5f };
        OpCase result = new OpCase("other functions of clipped sums; the kept cell is not clipped", op).Input<float>([1, 1, 1], 0);
        for (int i = 0; i < 8; i++) result.Const<float>([1, 1], 0);
        result.LeftOut().LeftOut().LeftOut();
        foreach (float bias in (float[])[0.25f, 0.5f, 1, 0.75f]) result.Const<float>([1], bias);
        return result.LeftOut().LeftOut().Input<float>([1, 1], 0).Input<float>([1, 1], 1)
            .Expect<float>([1, 1, 1], 0.25f).Expect<float>([1, 1], 0.25f).Expect<float>([1, 1], 0.625f).Exactly();
    }

    private static OpCase Normalized()
    {
        OpCase result = new OpCase("gates are normalised", new Lstm()).Input<float>([1, 1, 1], 3);
        for (int i = 0; i < 4; i++) result.Const<float>([2, 1], i == 2 ? [1, -1] : [0, 0]);
        for (int i = 0; i < 4; i++) result.Const<float>([2, 2], 0, 0, 0, 0);
        result.LeftOut().LeftOut().LeftOut();
        for (int i = 0; i < 4; i++) result.Const<float>([2], i == 2 ? [1, 1] : [0, 0]);
        result.LeftOut().LeftOut().Input<float>([1, 2], 0, 0).Input<float>([1, 2], 0, 0);
        for (int i = 0; i < 4; i++) result.Const<float>([2], 0.5f, 0.5f);
        return result.Expect<float>([1, 1, 2], 0.21200632f, 0.11351630f).Expect<float>([1, 2], 0.21200632f, 0.11351630f).Expect<float>([1, 2], 0.45257413f, 0.23105858f);
    }

    /// <summary>-0.5 of largest 1 is -64 / 127 when activations are quantized.</summary>
    private static OpCase Hybrid(string name, HybridQuantization hybrid, float h, float c)
    {
        var q = QuantizationInfo.PerTensor(0.01f, 0);
        OpCase result = new OpCase(name, new Lstm { Hybrid = hybrid }).Input<float>([1, 1, 2], 1, -0.5f);
        for (int i = 0; i < 4; i++) result.Const<sbyte>([1, 2], q, i == 2 ? [(sbyte)100, 50] : [0, 0]);
        for (int i = 0; i < 4; i++) result.Const<sbyte>([1, 1], q, 0);
        result.LeftOut().LeftOut().LeftOut();
        for (int i = 0; i < 4; i++) result.Const<float>([1], 0);
        return result.LeftOut().LeftOut().Input<float>([1, 1], 0).Input<float>([1, 1], 0)
            .Expect<float>([1, 1, 1], h).Expect<float>([1, 1], h).Expect<float>([1, 1], c);
    }

    /// <summary>The case of normalised gates with 8-bit activations and weights: the same results to within the steps of an integer.</summary>
    private static OpCase IntegerNormalized()
    {
        const float Norm = 0.5f / 32767;
        QuantizationInfo state = QuantizationInfo.PerTensor(1f / 256, -128), cell = QuantizationInfo.PerTensor(1f / 2048, 0);
        QuantizationInfo weights = QuantizationInfo.PerTensor(1f / 127, 0), norm = QuantizationInfo.PerTensor(Norm, 0);
        var op = new Lstm { Hidden = state, GateScales = [1f / 8192, 1f / 8192, 1f / 8192, 1f / 8192] };
        OpCase result = new OpCase("integer gates are normalised", op).Input<sbyte>([1, 1, 1], QuantizationInfo.PerTensor(3f / 127, 0), 127);
        for (int i = 0; i < 4; i++) result.Const<sbyte>([2, 1], weights, i == 2 ? [(sbyte)127, -127] : [0, 0]);
        for (int i = 0; i < 4; i++) result.Const<sbyte>([2, 2], weights, 0, 0, 0, 0);
        result.LeftOut().LeftOut().LeftOut();
        for (int i = 0; i < 4; i++) result.Const<int>([2], i == 2 ? [(int)(1024 / Norm), (int)(1024 / Norm)] : [0, 0]);
        result.LeftOut().LeftOut().Input<sbyte>([1, 2], state, -128, -128).Input<short>([1, 2], cell, 0, 0);
        for (int i = 0; i < 4; i++) result.Const<short>([2], norm, 32767, 32767);
        return result.Expect<sbyte>([1, 1, 2], state, -74, -99).Expect<sbyte>([1, 2], state, -74, -99).Expect<short>([1, 2], cell, 927, 473).Within(Tolerance.QuantSteps(2));
    }

    /// <summary>A cell of 1 that is half forgotten, seen by the output gate: <c>tanh(0.5) sigmoid(0.5)</c>.</summary>
    private static OpCase IntegerPeepholes()
    {
        QuantizationInfo state = QuantizationInfo.PerTensor(1f / 256, -128), cell = QuantizationInfo.PerTensor(1f / 2048, 0);
        QuantizationInfo weights = QuantizationInfo.PerTensor(1f / 127, 0), peephole = QuantizationInfo.PerTensor(1f / 32767, 0);
        OpCase result = new OpCase("the output gate of integers sees the new cell", new Lstm { Hidden = state })
            .Input<sbyte>([1, 1, 1], QuantizationInfo.PerTensor(3f / 127, 0), 127);
        for (int i = 0; i < 8; i++) result.Const<sbyte>([1, 1], weights, 0);
        for (int i = 0; i < 3; i++) result.Const<short>([1], peephole, i == 2 ? short.MaxValue : (short)0);
        for (int i = 0; i < 4; i++) result.Const<int>([1], 0);
        return result.LeftOut().LeftOut().Input<sbyte>([1, 1], state, -128).Input<short>([1, 1], cell, 2048)
            .Expect<sbyte>([1, 1, 1], state, -54).Expect<sbyte>([1, 1], state, -54).Expect<short>([1, 1], cell, 1024).Within(Tolerance.QuantSteps(1));
    }
}
