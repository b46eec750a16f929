using System.Collections.Immutable;

namespace NnBridge;

/// <summary>An operator that an app brings along: what it yields and how it is computed. Thread-safe.</summary>
public interface ICustomOperator
{
    /// <summary>Vocabulary the name belongs to, for instance <c>tflite</c>, or an ONNX domain.</summary>
    string Domain { get; }

    /// <summary>Name of the operator in the model file.</summary>
    string Code { get; }

    /// <summary>Types and shapes of the outputs.</summary>
    /// <param name="inputs">Operands; null where one is left out.</param>
    /// <param name="options">The node's options as the file stores them.</param>
    /// <exception cref="InvalidNetworkException">The operands do not fit.</exception>
    ImmutableArray<TensorInfo> InferOutputs(ImmutableArray<TensorInfo?> inputs, ReadOnlyMemory<byte> options);

    /// <summary>Computes the outputs.</summary>
    /// <param name="inputs">Operands; default where one is left out.</param>
    /// <param name="outputs">Memory of the size that <see cref="InferOutputs"/> stated.</param>
    /// <param name="options">The node's options as the file stores them.</param>
    void Run(ReadOnlySpan<TensorBuffer> inputs, ReadOnlySpan<TensorBuffer> outputs, ReadOnlyMemory<byte> options);
}
