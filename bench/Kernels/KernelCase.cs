using NnBridge.Ops;

namespace NnBridge.Bench.Kernels;

/// <summary>One operator on operands of one size.</summary>
/// <param name="Name">How tables name it.</param>
/// <param name="Op">The operator.</param>
/// <param name="Input">Type and shape of what is computed from.</param>
/// <param name="Weights">Type and shape of the constant operand; null when there is none.</param>
/// <param name="MultiplyAdds">Multiplications with an addition that the result takes; 0 when there are none to speak of.</param>
public sealed record KernelCase(string Name, Op Op, TensorInfo Input, TensorInfo? Weights, long MultiplyAdds)
{
    /// <summary>The network that has this one node. Numbers are random but always the same.</summary>
    public Network ToNetwork()
    {
        var builder = new NetworkBuilder(Name);
        Value x = builder.Input("x", Input);
        // The result has the scale of the input: it need not be right, only be there.
        Value y = Weights is null
            ? builder.Add(Name, Op, [x], Input.Quantization)
            : builder.Add(Name, Op, [x, builder.Constant("weights", Random(Weights, 1)), null], Input.Quantization);
        builder.Output(y);
        return builder.Build();
    }

    /// <summary>The same with 8-bit integers: one scale for each output channel of the weights.</summary>
    public KernelCase ToInt8() => this with
    {
        Name = $"int8 {Name}",
        Op = Op switch
        {
            Convolution op => op with { Requantization = Requantization.Float },
            DepthwiseConvolution op => op with { Requantization = Requantization.Float },
            FullyConnected op => op with { Requantization = Requantization.Float },
            _ => Op,
        },
        Input = new TensorInfo(ElementType.Int8, Input.Shape, new QuantizationInfo([0.02f], [3])),
        Weights = Weights is null ? null : new TensorInfo(ElementType.Int8, Weights.Shape, WeightScales(Weights.Shape)),
    };

    /// <summary>Data for the input.</summary>
    public Tensor RandomInput() => Random(Input, 2);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Depthwise weights have their channels last, others first.</summary>
    private QuantizationInfo WeightScales(Shape shape)
    {
        int axis = Op is DepthwiseConvolution ? shape.Rank - 1 : 0;
        return new QuantizationInfo(Enumerable.Repeat(0.01f, shape[axis]).ToValueList(), Enumerable.Repeat(0, shape[axis]).ToValueList(), axis);
    }

    private static Tensor Random(TensorInfo info, int seed)
    {
        var random = new Random(seed);
        if (info.Type == ElementType.Int8)
        {
            var bytes = new byte[info.ByteCount];
            random.NextBytes(bytes);
            return new Tensor(info, bytes);
        }

        var values = new float[info.ElementCount];
        for (int i = 0; i < values.Length; i++) values[i] = (random.NextSingle() * 2) - 1;
        return Tensor.Create<float>(info, values);
    }
}
