using System.Buffers;
using Google.Protobuf;

namespace NnBridge.Parsers.Onnx.Schema;

/// <summary>Takes the data of weights out of a model's bytes before these are parsed, which would copy it, and gives it back as slices of the file.</summary>
internal sealed class WeightSlices
{
    /// <summary>Bytes below which a copy costs nothing.</summary>
    private const int Worth = 4096;

    private const int GraphField = 7, InitializerField = 5, RawDataField = 9;

    private readonly List<Slice> _slices = [];
    private readonly ReadOnlyMemory<byte> _model;

    /// <param name="model">A serialised model, well-formed or not.</param>
    public WeightSlices(ReadOnlyMemory<byte> model)
    {
        _model = model;
        Rest = model;
        if (FindGraph() is { } graph && FindSlices(graph) && _slices.Count > 0) Rest = WithoutSlices(graph);
    }

    /// <summary>The model without that data; the model itself where there is none, or where the bytes are not those of a model.</summary>
    public ReadOnlyMemory<byte> Rest { get; }

    /// <summary>Lets the tensors of a model that was read from <see cref="Rest"/> have their data.</summary>
    public void GiveBack(ModelProto model)
    {
        if (Rest.Equals(_model)) return;
        foreach (Slice slice in _slices) model.Graph.Initializer[slice.Index].RawData = UnsafeByteOperations.UnsafeWrap(_model[slice.Data.Start..slice.Data.End]);
    }

    /// <summary>The only graph of the model; null where there is none. A message in parts would be joined first: nobody writes models so.</summary>
    private Nested? FindGraph()
    {
        Nested? graph = null;
        var fields = new WireFields(_model.Span);
        while (fields.Next())
        {
            if (!fields.Is(GraphField)) continue;
            if (graph is not null) return null;
            graph = new Nested(fields.From, fields.Start, fields.End);
        }

        return fields.IsWhole ? graph : null;
    }

    /// <summary>False when the graph is not well-formed.</summary>
    private bool FindSlices(Nested graph)
    {
        int tensors = 0;
        var fields = new WireFields(_model.Span[graph.Start..graph.End]);
        while (fields.Next())
            if (fields.Is(InitializerField)) FindSlice(tensors++, new Nested(graph.Start + fields.From, graph.Start + fields.Start, graph.Start + fields.End));
        return fields.IsWhole;
    }

    /// <summary>The data of a tensor, where it is stated once and worth it.</summary>
    private void FindSlice(int index, Nested tensor)
    {
        if (tensor.End - tensor.Start < Worth) return;
        var fields = new WireFields(_model.Span[tensor.Start..tensor.End]);
        Nested? data = null;
        while (fields.Next())
        {
            if (!fields.Is(RawDataField)) continue;
            if (data is not null) return;
            data = new Nested(tensor.Start + fields.From, tensor.Start + fields.Start, tensor.Start + fields.End);
        }

        if (fields.IsWhole && data is { } found && found.End - found.Start >= Worth) _slices.Add(new Slice(index, tensor, found));
    }

    /// <summary>Copies what is around the slices, under the lengths that are left.</summary>
    private ReadOnlyMemory<byte> WithoutSlices(Nested graph)
    {
        int length = graph.End - graph.Start, left = _model.Length;
        foreach (Slice slice in _slices)
        {
            length -= slice.Tensor.End - slice.Tensor.From - HeaderSize(slice.Left) - slice.Left;
            left -= slice.Data.End - slice.Data.From;
        }

        ReadOnlySpan<byte> model = _model.Span;
        var rest = new ArrayBufferWriter<byte>(left);
        rest.Write(model[..graph.From]);
        WriteHeader(rest, GraphField, length);
        int at = graph.Start;
        foreach (Slice slice in _slices)
        {
            rest.Write(model[at..slice.Tensor.From]);
            WriteHeader(rest, InitializerField, slice.Left);
            rest.Write(model[slice.Tensor.Start..slice.Data.From]);
            at = slice.Data.End;
        }

        rest.Write(model[at..]);
        return rest.WrittenMemory;
    }

    private static int HeaderSize(int length) => 1 + CodedOutputStream.ComputeLengthSize(length);

    private static void WriteHeader(ArrayBufferWriter<byte> to, int field, int length)
    {
        byte[] header = new byte[HeaderSize(length)];
        var output = new CodedOutputStream(header);
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteLength(length);
        to.Write(header);
    }

    /// <summary>A length-delimited field of the file: its tag, its content, and its end.</summary>
    private readonly record struct Nested(int From, int Start, int End);

    /// <summary>Data of a tensor, by the tensor's index.</summary>
    private readonly record struct Slice(int Index, Nested Tensor, Nested Data)
    {
        /// <summary>Length of the tensor without its data.</summary>
        public int Left => Tensor.End - Tensor.Start - (Data.End - Data.From);
    }
}
