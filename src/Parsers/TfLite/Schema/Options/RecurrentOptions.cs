using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema.Options;

/// <summary>SVDF.</summary>
/// <remarks><c>AsymmetricQuantizeInputs</c>: Hybrid kernels quantize the activations with a zero point.</remarks>
internal sealed record SVDFOptions(int Rank, TfLiteActivation Activation, bool AsymmetricQuantizeInputs)
    : TfLiteOptions, ITfLiteOptions<SVDFOptions>
{
    /// <inheritdoc/>
    public static SVDFOptions Read(FlatTable table) => new(table.Int32(0), table.Activation(1), table.Bool(2));
}

/// <summary>RNN.</summary>
/// <remarks><c>AsymmetricQuantizeInputs</c>: Hybrid kernels quantize the activations with a zero point.</remarks>
internal sealed record RNNOptions(TfLiteActivation Activation, bool AsymmetricQuantizeInputs) : TfLiteOptions, ITfLiteOptions<RNNOptions>
{
    /// <inheritdoc/>
    public static RNNOptions Read(FlatTable table) => new(table.Activation(0), table.Bool(1));
}

/// <summary>UNIDIRECTIONAL_SEQUENCE_RNN.</summary>
/// <remarks>
/// <c>TimeMajor</c>: Input is <c>[T, N, I]</c> instead of <c>[N, T, I]</c>.<br/>
/// <c>AsymmetricQuantizeInputs</c>: Hybrid kernels quantize the activations with a zero point.
/// </remarks>
internal sealed record SequenceRNNOptions(bool TimeMajor, TfLiteActivation Activation, bool AsymmetricQuantizeInputs)
    : TfLiteOptions, ITfLiteOptions<SequenceRNNOptions>
{
    /// <inheritdoc/>
    public static SequenceRNNOptions Read(FlatTable table) => new(table.Bool(0), table.Activation(1), table.Bool(2));
}

/// <summary>BIDIRECTIONAL_SEQUENCE_RNN.</summary>
/// <remarks>
/// <c>TimeMajor</c>: Input is <c>[T, N, I]</c> instead of <c>[N, T, I]</c>.<br/>
/// <c>MergeOutputs</c>: Both directions go into the first output.<br/>
/// <c>AsymmetricQuantizeInputs</c>: Hybrid kernels quantize the activations with a zero point.
/// </remarks>
internal sealed record BidirectionalSequenceRNNOptions(bool TimeMajor, TfLiteActivation Activation, bool MergeOutputs,
    bool AsymmetricQuantizeInputs) : TfLiteOptions, ITfLiteOptions<BidirectionalSequenceRNNOptions>
{
    /// <inheritdoc/>
    public static BidirectionalSequenceRNNOptions Read(FlatTable table) =>
        new(table.Bool(0), table.Activation(1), table.Bool(2), table.Bool(3));
}

/// <summary>LSTM.</summary>
/// <remarks>
/// <c>CellClip</c>: 0 for none.<br/>
/// <c>ProjClip</c>: 0 for none.<br/>
/// <c>AsymmetricQuantizeInputs</c>: Hybrid kernels quantize the activations with a zero point.
/// </remarks>
internal sealed record LSTMOptions(TfLiteActivation Activation, float CellClip, float ProjClip, TfLiteLstmKernel KernelType,
    bool AsymmetricQuantizeInputs) : TfLiteOptions, ITfLiteOptions<LSTMOptions>
{
    /// <inheritdoc/>
    public static LSTMOptions Read(FlatTable table) =>
        new(table.Activation(0), table.Float(1), table.Float(2), (TfLiteLstmKernel)table.EnumInt8(3, (int)TfLiteLstmKernel.Basic),
            table.Bool(4));
}

/// <summary>UNIDIRECTIONAL_SEQUENCE_LSTM.</summary>
/// <remarks>
/// <c>CellClip</c>: 0 for none.<br/>
/// <c>ProjClip</c>: 0 for none.<br/>
/// <c>TimeMajor</c>: Input is <c>[T, N, I]</c> instead of <c>[N, T, I]</c>.<br/>
/// <c>AsymmetricQuantizeInputs</c>: Hybrid kernels quantize the activations with a zero point.<br/>
/// <c>DiagonalRecurrentTensors</c>: Recurrent weights are diagonals.
/// </remarks>
internal sealed record UnidirectionalSequenceLSTMOptions(TfLiteActivation Activation, float CellClip, float ProjClip, bool TimeMajor,
    bool AsymmetricQuantizeInputs, bool DiagonalRecurrentTensors) : TfLiteOptions, ITfLiteOptions<UnidirectionalSequenceLSTMOptions>
{
    /// <inheritdoc/>
    public static UnidirectionalSequenceLSTMOptions Read(FlatTable table) =>
        new(table.Activation(0), table.Float(1), table.Float(2), table.Bool(3), table.Bool(4), table.Bool(5));
}

/// <summary>BIDIRECTIONAL_SEQUENCE_LSTM.</summary>
/// <remarks>
/// <c>CellClip</c>: 0 for none.<br/>
/// <c>ProjClip</c>: 0 for none.<br/>
/// <c>MergeOutputs</c>: Both directions go into the first output.<br/>
/// <c>TimeMajor</c>: Input is <c>[T, N, I]</c> instead of <c>[N, T, I]</c>.<br/>
/// <c>AsymmetricQuantizeInputs</c>: Hybrid kernels quantize the activations with a zero point.
/// </remarks>
internal sealed record BidirectionalSequenceLSTMOptions(TfLiteActivation Activation, float CellClip, float ProjClip, bool MergeOutputs,
    bool TimeMajor, bool AsymmetricQuantizeInputs) : TfLiteOptions, ITfLiteOptions<BidirectionalSequenceLSTMOptions>
{
    /// <inheritdoc/>
    public static BidirectionalSequenceLSTMOptions Read(FlatTable table) =>
        new(table.Activation(0), table.Float(1), table.Float(2), table.Bool(3), table.Bool(4, true), table.Bool(5));
}
