using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Maps one subgraph of the file to one network.</summary>
/// <param name="file">What all subgraphs of the file share.</param>
/// <param name="subgraph">The subgraph.</param>
internal sealed class SubgraphMapper(FileMapper file, TfLiteSubgraph subgraph)
{
    private readonly Dictionary<int, Value> _values = [];
    private readonly HashSet<string> _inputNames = new(StringComparer.Ordinal);

    private readonly string _name = subgraph.Name.Length > 0 ? subgraph.Name : $"subgraph {subgraph.Index}";

    public NetworkBuilder Builder => field ??= new NetworkBuilder(_name);

    public FileMapper File => file;

    /// <summary>Maps the whole subgraph.</summary>
    /// <param name="entry">Names and shapes that the caller uses for inputs and outputs.</param>
    public Network Map(EntryPoint entry)
    {
        for (int i = 0; i < subgraph.Inputs.Count; i++)
        {
            TfLiteTensor tensor = Tensor(subgraph.Inputs[i]);
            string name = Unique(entry.InputName(i, tensor));
            Write(tensor.Index, Builder.Input(name, Info(tensor) is var info && entry.ShapeOf(name) is { } shape ? info with { Shape = shape } : info));
        }

        foreach (TfLiteOperator @operator in subgraph.Operators) Map(@operator);
        for (int i = 0; i < subgraph.Outputs.Count; i++)
        {
            TfLiteTensor tensor = Tensor(subgraph.Outputs[i]);
            Builder.Output(Read(tensor.Index), entry.OutputName(i, tensor));
        }

        return Builder.Build();
    }

    public TfLiteTensor Tensor(int index) => subgraph.Tensors[index];

    /// <summary>Type, declared shape and quantization of a tensor.</summary>
    public TensorInfo Info(TfLiteTensor tensor) => TensorMapping.Info(subgraph, tensor);

    /// <summary>The value that a tensor has at this point: input, constant, or what the last operator wrote.</summary>
    /// <exception cref="InvalidNetworkException">No operator wrote it yet.</exception>
    public Value Read(int tensor)
    {
        if (_values.TryGetValue(tensor, out Value? value)) return value;
        TfLiteTensor description = Tensor(tensor);
        if (!description.IsConstant)
            throw new InvalidNetworkException($"{description} is read before it is written, and it is neither an input nor a constant");
        return _values[tensor] = Builder.Constant(description.Name, file.Constant(subgraph, description));
    }

    /// <summary>From here on, <paramref name="tensor"/> is <paramref name="value"/>.</summary>
    public void Write(int tensor, Value value) => _values[tensor] = value;

    private void Map(TfLiteOperator @operator)
    {
        string name = @operator.Outputs.Count > 0 && @operator.Outputs[0] >= 0 ? Tensor(@operator.Outputs[0]).Name : "";
        if (name.Length == 0) name = $"{@operator.Name}_{@operator.Index}";
        var context = new MappingContext(this, @operator, name);
        try
        {
            OperatorTable.Find(@operator)(context);
        }
        catch (UnmappedException e)
        {
            file.Unsupported.Add(new UnsupportedOperator(@operator.Name, $"{@operator} '{name}'", e.Message));
            StandIn(context);
        }
        catch (InvalidNetworkException e)
        {
            throw new InvalidNetworkException($"{_name}, {@operator} '{name}': {e.Message}", e);
        }
    }

    /// <summary>Gives the results of an operator that cannot be mapped some producer, so that all the others are looked at too.</summary>
    private static void StandIn(MappingContext context)
    {
        TensorInfo?[] infos = [.. Enumerable.Range(0, context.OutputCount).Select(context.DeclaredInfo)];
        var op = new CustomOp("tflite", context.Operator.Name, default, infos.OfType<TensorInfo>().ToValueList());
        int next = 0;
        var results = context.Builder.AddMany(context.Name, op, [], [.. infos.OfType<TensorInfo>().Select(i => new OutputSpec(null, i.Quantization))]);
        for (int i = 0; i < infos.Length; i++)
            if (infos[i] is not null) context.Graph.Write(context.Operator.Outputs[i], results[next++]);
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int i = 2; !_inputNames.Add(unique); i++) unique = $"{name}#{i}";
        return unique;
    }
}
