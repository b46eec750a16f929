namespace NnBridge.Conformance;

/// <summary>One operator on given operands with the results to expect.</summary>
/// <param name="name">Tells the case from others of the operator.</param>
/// <param name="op">The operator.</param>
/// <example>
/// <code>
/// new OpCase("last axis", new Softmax(-1))
///     .Input&lt;float&gt;([1, 3], 1, 2, 3)
///     .Expect&lt;float&gt;([1, 3], 0.09003057f, 0.24472847f, 0.66524096f)
/// </code>
/// </example>
public sealed class OpCase(string name, Op op)
{
    private readonly List<OpOperand?> _inputs = [];
    private readonly List<Tensor> _expected = [];
    private readonly List<OutputSpec> _outputs = [];

    /// <summary>Tells the case from others of the operator.</summary>
    public string Name { get; } = name;

    /// <summary>The operator.</summary>
    public Op Op { get; } = op;

    /// <summary>Operands in the operator's order; null where an optional one is left out.</summary>
    public IReadOnlyList<OpOperand?> Inputs => _inputs;

    /// <summary>Expected results; empty when the case is refused, or when another backend is to agree with the reference.</summary>
    public IReadOnlyList<Tensor> Expected => _expected;

    /// <summary>What the network says of the results.</summary>
    public IReadOnlyList<OutputSpec> Outputs => _outputs;

    /// <summary>How far results may be from what is expected; <see cref="Tolerance.Float"/> unless stated.</summary>
    public Tolerance Tolerance { get; private set; } = Tolerance.Float;

    /// <summary>Text that the error must contain when the builder must refuse the case.</summary>
    public string? RefusedWith { get; private set; }

    /// <summary>Whether constants of the case may also come at run time and shapes may be unknown.</summary>
    public bool AlsoDynamic { get; private set; } = true;

    /// <summary>Element type of the first operand, of the first result for operators without operands; null when neither is stated.</summary>
    public ElementType? Type => (_inputs.FirstOrDefault(i => i is not null)?.Tensor ?? (_expected.Count > 0 ? _expected[0] : null))?.Info.Type;

    /// <summary>An operand that the caller gives at run time.</summary>
    public OpCase Input<T>(Shape shape, params T[] values) where T : unmanaged => Add(shape, values, null, false);

    /// <summary>A quantized operand that the caller gives at run time.</summary>
    public OpCase Input<T>(Shape shape, QuantizationInfo quantization, params T[] values) where T : unmanaged => Add(shape, values, quantization, false);

    /// <summary>A constant operand.</summary>
    public OpCase Const<T>(Shape shape, params T[] values) where T : unmanaged => Add(shape, values, null, true);

    /// <summary>A quantized constant operand.</summary>
    public OpCase Const<T>(Shape shape, QuantizationInfo quantization, params T[] values) where T : unmanaged => Add(shape, values, quantization, true);

    /// <summary>An operand of any type, bytes as stored (packed types).</summary>
    public OpCase Operand(Tensor tensor, bool constant)
    {
        _inputs.Add(new OpOperand(tensor, constant));
        return this;
    }

    /// <summary>An optional operand that is left out.</summary>
    public OpCase LeftOut()
    {
        _inputs.Add(null);
        return this;
    }

    /// <summary>One more result to expect.</summary>
    public OpCase Expect<T>(Shape shape, params T[] values) where T : unmanaged => Expect(shape, null!, values);

    /// <summary>One more quantized result to expect.</summary>
    public OpCase Expect<T>(Shape shape, QuantizationInfo quantization, params T[] values) where T : unmanaged
    {
        _outputs.Add(new OutputSpec(null, quantization));
        _expected.Add(Tensor.Create<T>(new TensorInfo(TypeOf<T>(), shape, quantization), values));
        return this;
    }

    /// <summary>One more quantized result of which only the reference knows what to expect.</summary>
    public OpCase Output(QuantizationInfo quantization)
    {
        _outputs.Add(new OutputSpec(null, quantization));
        return this;
    }

    /// <summary>One more result to expect, bytes as stored (packed types).</summary>
    public OpCase Expect(Tensor tensor)
    {
        _outputs.Add(new OutputSpec(null, tensor.Info.Quantization));
        _expected.Add(tensor);
        return this;
    }

    /// <summary>States how far results may be from what is expected.</summary>
    public OpCase Within(Tolerance tolerance)
    {
        Tolerance = tolerance;
        return this;
    }

    /// <summary>Results must be equal to what is expected.</summary>
    public OpCase Exactly() => Within(Tolerance.Exact);

    /// <summary>The network builder must refuse the case.</summary>
    /// <param name="with">Text that the error must contain.</param>
    public OpCase Refused(string with)
    {
        RefusedWith = with;
        return this;
    }

    /// <summary>For operators that need an operand to be constant by definition.</summary>
    public OpCase OnlyStatic()
    {
        AlsoDynamic = false;
        return this;
    }

    /// <summary>What is wrong with results; null when types, shapes and elements are as expected.</summary>
    public string? Compare(IReadOnlyList<TensorBuffer> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        for (int i = 0; i < _expected.Count; i++)
        {
            TensorInfo actual = results[i].Info, expected = _expected[i].Info;
            if (actual.Type != expected.Type || actual.Shape != expected.Shape) return $"output {i} is {actual}, expected {expected}";
            if (Tolerance.Compare(results[i].ToDoubles(), TensorBuffer.OfConstant(_expected[i]).ToDoubles()) is { } difference) return $"output {i}: {difference}";
        }

        return null;
    }

    /// <summary>Operator and name.</summary>
    public override string ToString() => $"{Op.Name} / {Name}";

    private OpCase Add<T>(Shape shape, T[] values, QuantizationInfo? quantization, bool constant) where T : unmanaged =>
        Operand(Tensor.Create<T>(new TensorInfo(TypeOf<T>(), shape, quantization), values), constant);

    private static ElementType TypeOf<T>() where T : unmanaged => typeof(T) == typeof(byte)
        ? ElementType.UInt8
        : Enum.GetValues<ElementType>().First(t => t.Matches<T>());
}
