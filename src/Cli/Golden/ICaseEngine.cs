namespace NnBridge.Cli.Golden;

/// <summary>A model of a golden case, ready to run: in a session, or in another runtime.</summary>
internal interface ICaseEngine : IDisposable
{
    /// <summary>Names of the model's inputs, in its order.</summary>
    IReadOnlyList<string> InputNames { get; }

    /// <summary>Names of the model's outputs, in its order.</summary>
    IReadOnlyList<string> OutputNames { get; }

    /// <summary>Says which shape an input is going to have; before any input is set.</summary>
    void SetShape(int input, Shape shape);

    /// <summary>Gives an input its data.</summary>
    /// <exception cref="InvalidDataException">The tensor does not fit.</exception>
    void SetInput(int input, Tensor tensor);

    /// <summary>Gives an input that is fed back its first value.</summary>
    void SetState(string input, Tensor tensor);

    /// <summary>Runs once; what is kept from run to run goes on.</summary>
    void Run(CancellationToken cancellation);

    /// <summary>What the last run yielded.</summary>
    TensorBuffer Output(int output);

    /// <summary>What one quantization step is in an output of real numbers: the scale of what was dequantized, else 1.</summary>
    double Step(int output);
}
