using System.Collections.Frozen;
using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Which operator is written by whom, and why the others have no form in ONNX.</summary>
internal static class OperatorWriters
{
    private const string Signal = "integer arithmetic of TensorFlow Lite Micro's audio front end, for which ONNX has no operators";
    private const string Random = "draws the same numbers in every run, ONNX leaves to the runtime which";

    /// <summary>One table per family, each entry in the family's file.</summary>
    private static readonly FrozenDictionary<Type, Action<NodeWriter>> Writers = Collect().ToFrozenDictionary();

    /// <summary>Operators that cannot be written, with the reason.</summary>
    public static FrozenDictionary<Type, string> NotWritten { get; } = new Dictionary<Type, string>
    {
        [typeof(CustomOp)] = "an operator that only its maker knows",
        [typeof(LinearAttention)] = "attention whose state is one matrix per head, which came with later versions",
        [typeof(Multinomial)] = Random,
        [typeof(RandomNormal)] = Random,
        [typeof(RandomUniform)] = Random,
        [typeof(ReduceWindow)] = "a window over any axes that begins with any number, ONNX has windows over spatial dimensions",
        [typeof(SignalEnergy)] = Signal,
        [typeof(SignalFftAutoScale)] = Signal,
        [typeof(SignalFilterBank)] = Signal,
        [typeof(SignalFilterBankLog)] = Signal,
        [typeof(SignalFilterBankSpectralSubtraction)] = Signal,
        [typeof(SignalFilterBankSquareRoot)] = Signal,
        [typeof(SignalIrfft)] = Signal,
        [typeof(SignalOverlapAdd)] = Signal,
        [typeof(SignalPcan)] = Signal,
        [typeof(SignalRfft)] = Signal,
        [typeof(SignalWindow)] = Signal,
    }.ToFrozenDictionary();

    /// <summary>Whether somebody writes an operator.</summary>
    public static bool Has(Type op) => Writers.ContainsKey(op);

    /// <summary>Writes a node.</summary>
    /// <exception cref="UnwritableException">It has no form in ONNX.</exception>
    public static void Write(NodeWriter writer)
    {
        Type type = writer.Node.Op.GetType();
        if (!Writers.TryGetValue(type, out Action<NodeWriter>? write)) throw new UnwritableException(NotWritten.GetValueOrDefault(type, "nobody writes it"));
        Complex.Check(writer.Node);
        NarrowTypes.Check(writer);
        write(writer);
    }

    private static Dictionary<Type, Action<NodeWriter>> Collect()
    {
        var table = new WriterTable();
        AttentionWriters.Register(table);
        ControlFlowWriters.Register(table);
        ConversionWriters.Register(table);
        ConvolutionWriters.Register(table);
        DenseWriters.Register(table);
        DetectionWriters.Register(table);
        ElementwiseWriters.Register(table);
        GatherWriters.Register(table);
        ImageWriters.Register(table);
        JoinWriters.Register(table);
        MatrixWriters.Register(table);
        NormalizationWriters.Register(table);
        PadWriters.Register(table);
        PoolWriters.Register(table);
        RecurrentWriters.Register(table);
        ReductionWriters.Register(table);
        SearchWriters.Register(table);
        ShapeWriters.Register(table);
        SignalWriters.Register(table);
        SliceWriters.Register(table);
        SpaceWriters.Register(table);
        return table.Entries;
    }
}
