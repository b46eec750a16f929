using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Parsers.TfLite.Schema;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>Maps one subgraph of the file to one network.</summary>
/// <param name="file">What all subgraphs of the file share.</param>
/// <param name="subgraph">The subgraph.</param>
/// <param name="builder">Receives the nodes when they become part of another graph; null makes a network of its own.</param>
internal sealed class SubgraphMapper(FileMapper file, TfLiteSubgraph subgraph, NetworkBuilder? builder = null)
{
    private readonly Dictionary<int, Value> _values = [];
    private readonly Dictionary<int, Value> _states = [];
    private readonly HashSet<string> _inputNames = new(StringComparer.Ordinal);
    private readonly string _name = subgraph.Name.Length > 0 ? subgraph.Name : $"subgraph {subgraph.Index}";

    public NetworkBuilder Builder => field ??= builder ?? new NetworkBuilder(_name);

    /// <summary>The resource variables of the graph.</summary>
    public VariableScope Variables { get; } = new();

    public FileMapper File => file;

    /// <summary>Whether control flow runs the graph.</summary>
    public bool IsNested { get; private set; }

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

        Variables.Finish(Builder);
        foreach ((int tensor, Value state) in _states) Builder.State(state, Read(tensor));
        return Builder.Build();
    }

    /// <summary>Maps the subgraph as one that control flow runs.</summary>
    /// <param name="handles">Per input of the subgraph, the variable it is a handle of, or null.</param>
    /// <param name="variables">Variables that are inputs after those.</param>
    /// <param name="infos">Type and shape of each input that is not a handle, then of each variable.</param>
    /// <param name="yieldsVariables">Whether the variables are also outputs.</param>
    public Network MapNested(ImmutableArray<string?> handles, ImmutableArray<string> variables, IReadOnlyList<TensorInfo> infos, bool yieldsVariables)
    {
        IsNested = true;
        if (subgraph.Inputs.Count != handles.Length)
            throw new InvalidNetworkException($"{_name} has {subgraph.Inputs.Count} inputs, {handles.Length} operands are given");
        int next = 0;
        for (int i = 0; i < handles.Length; i++)
        {
            if (handles[i] is { } variable) Variables.Bind(subgraph.Inputs[i], variable);
            else Write(subgraph.Inputs[i], Builder.Input($"input{i}", infos[next++]));
        }

        foreach (string variable in variables) Variables.Write(variable, Builder.Input($"variable {variable}", infos[next++]));
        foreach (TfLiteOperator @operator in subgraph.Operators) Map(@operator);
        foreach (int output in subgraph.Outputs)
            if (!Variables.IsHandle(output)) Builder.Output(Read(output));
        if (yieldsVariables) foreach (string variable in variables) Builder.Output(Variables.Known(Builder, variable)!);
        return Builder.Build();
    }

    /// <summary>Maps another subgraph, which has no inputs, into this one; returns its variables.</summary>
    public VariableScope Inline(int index)
    {
        var inlined = new SubgraphMapper(file, file.Model.Subgraphs[index], Builder);
        foreach (TfLiteOperator @operator in file.Model.Subgraphs[index].Operators) inlined.Map(@operator);
        return inlined.Variables;
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
        if (description.IsVariable)
        {
            if (IsNested) throw new UnmappedException($"{description} keeps its content inside control flow, which is not supported");
            return _values[tensor] = _states[tensor] = Builder.StateInput(description.Name, Info(description));
        }

        if (!description.IsConstant)
            throw new InvalidNetworkException($"{description} is read before it is written, and it is neither an input nor a constant");
        return _values[tensor] = Builder.Constant(description.Name, file.Constant(subgraph, description));
    }

    /// <summary>From here on, <paramref name="tensor"/> is <paramref name="value"/>.</summary>
    public void Write(int tensor, Value value) => _values[tensor] = value;

    private void Map(TfLiteOperator @operator)
    {
        file.CountOperator();
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
