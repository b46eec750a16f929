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
        var rest = new MemoryStream();
        var fields = new WireFields(model.Span);
        int graphs = 0;
        while (fields.Next())
        {
            if (!fields.Is(GraphField))
            {
                rest.Write(fields.Field);
                continue;
            }

            // A message in parts would be joined first; nobody writes models so.
            using var graph = new MemoryStream();
            if (++graphs > 1 || !CopyGraph(fields.Start, fields.End, graph)) return;
            Write(rest, GraphField, graph);
        }

        if (fields.IsWhole && _slices.Count > 0) Rest = rest.GetBuffer().AsMemory(0, (int)rest.Length);
    }

    /// <summary>The model without that data; the model itself where there is none, or where the bytes are not those of a model.</summary>
    public ReadOnlyMemory<byte> Rest { get; }

    /// <summary>Lets the tensors of a model that was read from <see cref="Rest"/> have their data.</summary>
    public void GiveBack(ModelProto model)
    {
        if (Rest.Equals(_model)) return;
        foreach (Slice slice in _slices) model.Graph.Initializer[slice.Tensor].RawData = UnsafeByteOperations.UnsafeWrap(slice.Data);
    }

    private bool CopyGraph(int start, int end, MemoryStream to)
    {
        var fields = new WireFields(_model.Span[start..end]);
        int tensors = 0;
        while (fields.Next())
        {
            bool isTensor = fields.Is(InitializerField);
            using var tensor = new MemoryStream();
            if (isTensor && CopyTensor(tensors, start + fields.Start, start + fields.End, tensor)) Write(to, InitializerField, tensor);
            else to.Write(fields.Field);
            if (isTensor) tensors++;
        }

        return fields.IsWhole;
    }

    /// <summary>False when the tensor has no data that is worth it; then nothing is taken.</summary>
    private bool CopyTensor(int index, int start, int end, MemoryStream to)
    {
        if (end - start < Worth) return false;
        var fields = new WireFields(_model.Span[start..end]);
        ReadOnlyMemory<byte>? data = null;
        while (fields.Next())
        {
            if (!fields.Is(RawDataField))
            {
                to.Write(fields.Field);
                continue;
            }

            if (data is not null) return false;
            data = _model[(start + fields.Start)..(start + fields.End)];
        }

        if (!fields.IsWhole || data is not { Length: >= Worth } taken) return false;
        _slices.Add(new Slice(index, taken));
        return true;
    }

    private static void Write(MemoryStream to, int field, MemoryStream content)
    {
        var header = new CodedOutputStream(to, leaveOpen: true);
        header.WriteTag(field, WireFormat.WireType.LengthDelimited);
        header.WriteLength((int)content.Length);
        header.Flush();
        content.WriteTo(to);
    }

    private sealed record Slice(int Tensor, ReadOnlyMemory<byte> Data);
}
