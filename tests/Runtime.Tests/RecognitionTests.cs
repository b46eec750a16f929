using NnBridge.Ops;

namespace NnBridge.Runtime.Tests;

/// <summary>Functions that exporters write out with basic operators.</summary>
public sealed class RecognitionTests
{
    private static IEnumerable<TestCaseData> Functions()
    {
        yield return Case("hard swish by clipping, multiplying, dividing", typeof(Unary), (b, x) => Mul(b, Mul(b, x, b.Add("clip", new Unary(UnaryKind.Relu6), [Plus(b, x, 3)])), Number(b, 1 / 6f)));
        yield return Case("hard swish by clipping, dividing, multiplying", typeof(Unary), (b, x) => Mul(b, Div(b, b.Add("clip", new Unary(UnaryKind.Relu6), [Plus(b, x, 3)]), 6), x));
        yield return Case("hard swish by a hard sigmoid", typeof(Unary), (b, x) => Mul(b, x, b.Add("gate", new Unary(UnaryKind.HardSigmoid) { Alpha = 1 / 6f, Beta = 0.5f }, [x])));
        yield return Case("SiLU", typeof(Unary), (b, x) => Mul(b, b.Add("gate", new Unary(UnaryKind.Sigmoid), [x]), x));
        yield return Case("GELU, halved last", typeof(Unary), (b, x) => Mul(b, Mul(b, x, Plus(b, b.Add("erf", new Unary(UnaryKind.Erf), [Div(b, x, MathF.Sqrt(2))]), 1)), Number(b, 0.5f)));
        yield return Case("GELU, halved first", typeof(Unary), (b, x) => Mul(b, Mul(b, x, Number(b, 0.5f)), Plus(b, b.Add("erf", new Unary(UnaryKind.Erf), [Mul(b, x, Number(b, 0.70710677f))]), 1)));
        yield return Case("layer normalisation with a power", typeof(LayerNormalization), (b, x) => Normalized(b, x, c => b.Add("square", new Binary(BinaryKind.Pow), [c, Number(b, 2)])));
        yield return Case("layer normalisation with a product", typeof(LayerNormalization), (b, x) => Normalized(b, x, c => Mul(b, c, c)));
    }

    [TestCaseSource(nameof(Functions))]
    public void Become_one_operator(Type op, Func<NetworkBuilder, Value, Value> function) => Check(function, n => n is [{ Op: { } only }] && only.GetType() == op);

    private static IEnumerable<TestCaseData> Others()
    {
        yield return Case("a product with another gate", typeof(Binary), (b, x) => Mul(b, b.Add("gate", new Unary(UnaryKind.Sigmoid), [Plus(b, x, 1)]), x));
        yield return Case("another divisor", typeof(Binary), (b, x) => Div(b, Mul(b, x, b.Add("clip", new Unary(UnaryKind.Relu6), [Plus(b, x, 3)])), 5));
        yield return Case("a gate that is read twice", typeof(Binary), (b, x) =>
        {
            Value gate = b.Add("gate", new Unary(UnaryKind.Sigmoid), [x]);
            b.Output(gate, "gate");
            return Mul(b, gate, x);
        });
        yield return Case("the mean of another value", typeof(Binary), (b, x) => Normalized(b, x, _ => Mul(b, x, x)));
    }

    [TestCaseSource(nameof(Others))]
    public void Stay_as_they_are(Type op, Func<NetworkBuilder, Value, Value> function) => Check(function, n => n.Length > 1 && n.Any(m => m.Op.GetType() == op));

    private static TestCaseData Case(string name, Type op, Func<NetworkBuilder, Value, Value> function) => new TestCaseData(op, function).SetArgDisplayNames(name);

    private static void Check(Func<NetworkBuilder, Value, Value> function, Predicate<Node[]> condition)
    {
        var builder = new NetworkBuilder("function");
        builder.Output(function(builder, builder.Input("x", new TensorInfo(ElementType.Float32, [3, 8]))), "result");
        Network network = builder.Build();
        using NnRuntime runtime = Networks.CreateRuntime();
        using CompiledProgram plain = runtime.Compile(network, new CompileOptions { Optimize = false });
        using CompiledProgram optimized = runtime.Compile(network);
        Assert.That(condition([.. optimized.Plan.Placements.Select(p => p.Node)]), string.Join(", ", optimized.Plan.Placements.Select(p => p.Node.Op.Name)));
        Assert.That(Run(optimized), Is.EqualTo(Run(plain)).Within(1e-5f));
    }

    private static Value Normalized(NetworkBuilder builder, Value x, Func<Value, Value> square)
    {
        Value axes = builder.Constant("axes", Tensor.FromInt64([-1]));
        Value centered = builder.Add("centered", new Binary(BinaryKind.Sub), [x, builder.Add("mean", new Reduce(ReduceKind.Mean) { KeepDims = true }, [x, axes])]);
        Value variance = builder.Add("variance", new Reduce(ReduceKind.Mean) { KeepDims = true }, [square(centered), axes]);
        Value deviation = builder.Add("deviation", new Unary(UnaryKind.Sqrt), [Plus(builder, variance, 1e-5f)]);
        Value scaled = Mul(builder, builder.Add("quotient", new Binary(BinaryKind.Div), [centered, deviation]), builder.Float("scale", 1, 2, 3, 4, 5, 6, 7, 8));
        return builder.Add("shifted", new Binary(BinaryKind.Add), [scaled, builder.Float("bias", 8, 7, 6, 5, 4, 3, 2, 1)]);
    }

    private static Value Mul(NetworkBuilder builder, Value a, Value b) => builder.Add("product", new Binary(BinaryKind.Mul), [a, b]);

    private static Value Div(NetworkBuilder builder, Value a, float number) => builder.Add("quotient", new Binary(BinaryKind.Div), [a, Number(builder, number)]);

    private static Value Plus(NetworkBuilder builder, Value a, float number) => builder.Add("sum", new Binary(BinaryKind.Add), [a, Number(builder, number)]);

    private static Value Number(NetworkBuilder builder, float number) => builder.Float("number", number);

    private static float[] Run(CompiledProgram program)
    {
        using Session session = program.CreateSession();
        var random = new Random(5);
        foreach (ref float v in session.Input<float>("x")) v = (random.NextSingle() * 12) - 6;
        session.Run();
        return session.Output<float>("result").ToArray();
    }
}
