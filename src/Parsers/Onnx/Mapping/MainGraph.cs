using NnBridge.Parsers.Onnx.Schema;

namespace NnBridge.Parsers.Onnx.Mapping;

/// <summary>Maps the graph that a model is about: names and shapes of its inputs and outputs are the caller's.</summary>
internal static class MainGraph
{
    /// <summary>The network; null when an input or output cannot be expressed, which is then among the unsupported.</summary>
    public static Network? Map(FileMapper file)
    {
        GraphProto graph = file.Model.Graph;
        var builder = new NetworkBuilder(graph.Name);
        var mapper = new GraphMapper(file, builder, new OpsetTable(file.Model.OpsetImport));
        mapper.AddInitializers(graph);
        // Files of the first versions list initializers among the inputs; they are constants all the same.
        foreach (ValueInfoProto input in graph.Input)
            if (mapper.Find(input.Name) is null) Collect(file, "input", input.Name, () => AddInput(mapper, input, file.Options));
        foreach (ValueInfoProto input in graph.Input)
            if (mapper.Find(input.Name) is null) mapper.Write(input.Name, MappedValue.Missing);
        mapper.Map(graph.Node);
        foreach (ValueInfoProto output in graph.Output) Collect(file, "output", output.Name, () => AddOutput(builder, output.Name, mapper.Read(output.Name)));
        return file.Unsupported.Count == 0 ? builder.Build() : null;
    }

    private static void AddInput(GraphMapper mapper, ValueInfoProto input, ParseOptions options)
    {
        TensorInfo info = TypeMapping.Info(input.Name, Unwrap(input.Type));
        if (options.InputShapes.TryGetValue(input.Name, out Shape shape)) info = info with { Shape = shape };
        mapper.Write(input.Name, new TensorValue(mapper.Builder.Input(input.Name, info)));
    }

    /// <summary>An optional input is one that is given.</summary>
    private static TypeProto? Unwrap(TypeProto? type) => type?.OptionalType is { ElemType: { } content } ? content : type;

    private static void AddOutput(NetworkBuilder builder, string name, MappedValue value)
    {
        switch (value)
        {
            case TensorValue tensor:
                builder.Output(tensor.Value, name);
                break;
            case SequenceValue sequence:
                for (int i = 0; i < sequence.Items.Length; i++) builder.Output(sequence.Items[i], $"{name}[{i}]");
                break;
            case OptionalValue { Content: { } content }:
                AddOutput(builder, name, content);
                break;
            case OptionalValue:
                throw new UnmappedException("is an optional value that is absent");
        }
    }

    private static void Collect(FileMapper file, string what, string name, Action map)
    {
        try
        {
            map();
        }
        catch (UnmappedException e)
        {
            file.Unsupported.Add(new UnsupportedOperator(what, name, e.Message));
        }
    }
}
