using NnBridge.Backends.Cpu;
using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>Small networks that several tests use.</summary>
internal static class Networks
{
    public static readonly TensorInfo Vector = new(ElementType.Float32, [4]);

    public static NnRuntime CreateRuntime() => NnRuntime.Create(new NnRuntimeOptions().AddBackend(new ReferenceBackendFactory()));

    public static Value Float(this NetworkBuilder builder, string name, params float[] values) =>
        builder.Constant(name, Tensor.Create<float>(new TensorInfo(ElementType.Float32, [values.Length]), values));

    /// <summary>A random acyclic network of adds and products over one input.</summary>
    public static Network Random(int seed, int nodes)
    {
        var random = new Random(seed);
        var builder = new NetworkBuilder($"random {seed}");
        List<Value> values = [builder.Input("x", Vector)];
        for (int i = 0; i < nodes; i++)
        {
            Value a = values[random.Next(values.Count)], b = values[random.Next(values.Count)];
            Op op = random.Next(3) switch
            {
                0 => new Binary(BinaryKind.Add),
                1 => new Binary(BinaryKind.Maximum),
                _ => new Unary(UnaryKind.Tanh),
            };
            values.Add(builder.Add($"n{i}", op, op is Unary ? [a] : [a, b]));
        }

        builder.Output(values[^1]);
        builder.Output(values[random.Next(values.Count)], "other");
        return builder.Build();
    }

    /// <summary>y = x + state; the state of the next run is y.</summary>
    public static Network Accumulator()
    {
        var builder = new NetworkBuilder("accumulator");
        Value x = builder.Input("x", Vector), state = builder.StateInput("sum", Vector);
        Value y = builder.Add("y", new Binary(BinaryKind.Add), [x, state]);
        builder.State(state, y, builder.Float("start", 1, 1, 1, 1));
        builder.Output(y);
        return builder.Build();
    }
}
