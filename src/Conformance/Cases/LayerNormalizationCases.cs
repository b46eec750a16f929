namespace NnBridge.Conformance.Cases;

/// <summary>Expected values: vectors that ONNX publishes for the operator, and small ones worked out by hand.</summary>
internal sealed class LayerNormalizationCases : OpCases<LayerNormalization>
{
    public override IEnumerable<OpCase> Cases()
    {
        yield return new OpCase("last two dimensions, with statistics", new LayerNormalization(1) { Epsilon = 0.1f, Statistics = true })
            .Input<float>([2, 3, 5], 1.7640524f, 0.4001572f, 0.978738f, 2.2408931f, 1.867558f, -0.9772779f, 0.95008844f, -0.1513572f,
                -0.10321885f, 0.41059852f, 0.14404356f, 1.4542735f, 0.7610377f, 0.121675014f, 0.44386324f, 0.33367434f, 1.4940791f, -0.20515826f,
                0.3130677f, -0.85409576f, -2.5529897f, 0.6536186f, 0.8644362f, -0.742165f, 2.2697546f, -1.4543657f, 0.045758516f, -0.18718386f,
                1.5327792f, 1.4693588f)
            .Input<float>([3, 5], -0.0682416f, 1.7133427f, -0.74475485f, -0.82643855f, -0.09845252f, -0.6634783f, 1.1266359f, -1.0799315f,
                -1.1474687f, -0.43782005f, -0.49803245f, 1.929532f, 0.9494208f, 0.08755124f, -1.2254355f)
            .Input<float>([3, 5], 0.844363f, -1.0002153f, -1.5447711f, 1.1880298f, 0.3169426f, 0.9208588f, 0.31872764f, 0.8568306f,
                -0.6510256f, -1.0342429f, 0.6815945f, -0.80340964f, -0.6895498f, -0.4555325f, 0.017479159f)
            .Expect<float>([2, 3, 5], 0.7626842f, -1.5463841f, -1.7862172f, -0.23907423f, 0.18777983f, 2.1479616f, 0.64810824f, 1.8629645f,
                0.356646f, -0.89975744f, 0.9821021f, 0.84180945f, -0.61144286f, -0.5105363f, 0.34859657f, 0.837108f, 0.7479743f, -1.307854f,
                1.1135831f, 0.39858615f, 2.358915f, 0.72243047f, 0.29053354f, 0.19936657f, -1.7484682f, 1.3300765f, -1.0358648f, -0.97813195f,
                -0.36353174f, -1.2090186f)
            .Expect<float>([2, 1, 1], 0.68700826f, 0.19870459f)
            .Expect<float>([2, 1, 1], 1.111287f, 0.7876784f);
        // Mean 2 and variance 1 of each row.
        yield return new OpCase("rows, no scale", new LayerNormalization(-1) { Epsilon = 0 })
            .Input<float>([2, 2], 1, 3, 3, 1)
            .Expect<float>([2, 2], -1, 1, 1, -1);
        yield return new OpCase("a scale that is not broadcast to x", new LayerNormalization(-1))
            .Input<float>([2], 1, 3)
            .Const<float>([2, 2], 1, 1, 1, 1)
            .Refused("expected to be broadcast");
    }
}
