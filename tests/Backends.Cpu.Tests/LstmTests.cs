using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>LSTMs of sizes that fill vectors unevenly, with the limits that exporters write: floats agree with the reference, integers are the same.</summary>
public sealed class LstmTests
{
    private const int Gates = 4;

    [Test]
    public void Limited_floats_agree_with_the_reference([Range(1, 24)] int seed, [Values] HybridQuantization hybrid)
    {
        var random = new Random(seed);
        int batches = random.Next(1, 4), steps = random.Next(1, 6), inputs = random.Next(1, 40), cells = random.Next(1, 70);
        // Weights large enough for the limits to matter.
        var op = new Lstm { CellClip = seed % 2 == 0 ? 0.7f : 0, ActivationClip = seed % 3 == 0 ? 0.6f : 0, Backward = seed % 4 == 0, Hybrid = hybrid };
        var builder = new NetworkBuilder("lstm");
        var operands = new Value?[20];
        operands[0] = builder.Input("x", new TensorInfo(ElementType.Float32, [batches, steps, inputs]));
        for (int gate = 0; gate < Gates; gate++)
        {
            operands[1 + gate] = Matrix($"w{gate}", cells, inputs);
            operands[5 + gate] = Matrix($"r{gate}", cells, cells);
            operands[12 + gate] = Floats($"b{gate}", cells);
        }

        operands[18] = Floats("h", batches, cells);
        operands[19] = Floats("c", batches, cells);
        foreach (Value output in builder.AddMany("lstm", op, operands)) builder.Output(output);
        Network network = builder.Build();
        float[] x = SimdNetwork.Numbers(random, batches * steps * inputs);
        for (int output = 0; output < 3; output++)
            Assert.That(SimdNetwork.Run<float, float>(network, x, CpuBackendFactory.SimdId, output: output), Is.EqualTo(SimdNetwork.Run<float, float>(network, x, "cpu.ref", output: output)).Within(2e-5), $"output {output}");

        Value Matrix(string name, params int[] sizes) => hybrid == HybridQuantization.None
            ? Floats(name, sizes)
            : builder.Constant(name, Tensor.Create<sbyte>(new TensorInfo(ElementType.Int8, Shape.Of(sizes)) { Quantization = QuantizationInfo.PerTensor((random.NextSingle() + 0.1f) / 100) },
                [.. Enumerable.Range(0, (int)Shape.Of(sizes).ElementCount).Select(_ => (sbyte)random.Next(-127, 128))]));

        Value Floats(string name, params int[] sizes) =>
            builder.Constant(name, Tensor.Create<float>(new TensorInfo(ElementType.Float32, Shape.Of(sizes)), SimdNetwork.Numbers(random, Shape.Of(sizes))));
    }

    [Test]
    public void Integers_are_those_of_the_reference([Range(1, 24)] int seed)
    {
        var random = new Random(seed);
        int batches = random.Next(1, 3), steps = random.Next(1, 6), inputs = random.Next(1, 40), cells = random.Next(1, 150), hidden = seed % 3 == 0 ? random.Next(1, 100) : cells;
        QuantizationInfo state = QuantizationInfo.PerTensor(1f / 100, random.Next(-30, 30)), cell = QuantizationInfo.PerTensor(1f / 2048), weights = QuantizationInfo.PerTensor(1f / 127);
        QuantizationInfo product = hidden == cells ? state : QuantizationInfo.PerTensor(1f / 90, 4);
        var op = new Lstm { Hidden = product, CellClip = seed % 2 == 0 ? 3 : 0, ProjectionClip = seed % 6 == 0 ? 0.5f : 0, TimeMajor = seed % 5 == 0 };
        var builder = new NetworkBuilder("lstm");
        var operands = new Value?[20];
        Shape shape = op.TimeMajor ? [steps, batches, inputs] : [batches, steps, inputs];
        operands[0] = builder.Input("x", new TensorInfo(ElementType.Int8, shape) { Quantization = QuantizationInfo.PerTensor(1f / 50, random.Next(-90, 90)) });
        for (int gate = seed % 7 == 0 ? 1 : 0; gate < Gates; gate++)
        {
            operands[1 + gate] = Bytes($"w{gate}", weights, cells, inputs);
            operands[5 + gate] = Bytes($"r{gate}", weights, cells, hidden);
            operands[12 + gate] = Integers($"b{gate}", cells);
        }

        if (hidden != cells) (operands[16], operands[17]) = (Bytes("p", weights, hidden, cells), Integers("pb", hidden));
        operands[18] = Bytes("h", state, batches, hidden);
        operands[19] = builder.Constant("c", Tensor.Create<short>(new TensorInfo(ElementType.Int16, [batches, cells]) { Quantization = cell },
            [.. Enumerable.Range(0, batches * cells).Select(_ => (short)random.Next(-3000, 3000))]));
        foreach (Value output in builder.AddMany("lstm", op, operands, [new OutputSpec { Quantization = state }, new OutputSpec { Quantization = state }, new OutputSpec { Quantization = cell }])) builder.Output(output);
        Network network = builder.Build();
        var x = new sbyte[batches * steps * inputs];
        for (int i = 0; i < x.Length; i++) x[i] = (sbyte)random.Next(-128, 128);
        for (int output = 0; output < 2; output++)
            Assert.That(SimdNetwork.Run<sbyte, sbyte>(network, x, CpuBackendFactory.SimdId, output: output), Is.EqualTo(SimdNetwork.Run<sbyte, sbyte>(network, x, "cpu.ref", output: output)), $"output {output}");
        Assert.That(SimdNetwork.Run<sbyte, short>(network, x, CpuBackendFactory.SimdId, output: 2), Is.EqualTo(SimdNetwork.Run<sbyte, short>(network, x, "cpu.ref", output: 2)), "cells");

        Value Bytes(string name, QuantizationInfo quantization, params int[] sizes) =>
            builder.Constant(name, Tensor.Create<sbyte>(new TensorInfo(ElementType.Int8, Shape.Of(sizes)) { Quantization = quantization },
                [.. Enumerable.Range(0, (int)Shape.Of(sizes).ElementCount).Select(_ => (sbyte)random.Next(-127, 128))]));

        Value Integers(string name, int count) =>
            builder.Constant(name, Tensor.Create<int>(new TensorInfo(ElementType.Int32, [count]), [.. Enumerable.Range(0, count).Select(_ => random.Next(-20000, 20000))]));
    }
}
