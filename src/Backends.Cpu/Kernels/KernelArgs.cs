namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>Operands, results and scratch memory of one run of one node.</summary>
internal readonly ref struct KernelArgs(
    ReadOnlySpan<TensorBuffer> inputs, Span<TensorBuffer> outputs, Scratch scratch, IDynamicOutputs? dynamic = null)
{
    private readonly ReadOnlySpan<TensorBuffer> _inputs = inputs;
    private readonly Span<TensorBuffer> _outputs = outputs;

    /// <summary>Memory for intermediate results; contents are undefined and do not survive the run.</summary>
    public Scratch Scratch { get; } = scratch;

    public int InputCount => _inputs.Length;

    public int OutputCount => _outputs.Length;

    public bool Has(int input) => input < _inputs.Length && _inputs[input].Info is not null;

    public TensorBuffer Input(int index) => _inputs[index];

    public TensorBuffer Output(int index) => _outputs[index];

    /// <summary>Memory for a result whose shape depends on the data; the kernel calls it before it writes the result.</summary>
    public TensorBuffer Allocate(int output, Shape shape)
    {
        if (dynamic is null) throw new InvalidOperationException($"output {output} has the fixed shape {_outputs[output].Info.Shape}");
        return _outputs[output] = dynamic.Allocate(output, _outputs[output].Info with { Shape = shape });
    }
}
