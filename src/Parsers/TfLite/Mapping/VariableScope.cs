namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>The resource variables of one graph: what each holds at this point of the mapping.</summary>
internal sealed class VariableScope
{
    private readonly SortedDictionary<string, Value> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _handles = [];
    private readonly Dictionary<string, Value> _states = [];
    private readonly Dictionary<string, Value> _initial = [];

    /// <summary>From here on, <paramref name="tensor"/> is a handle of the variable.</summary>
    public void Bind(int tensor, string variable) => _handles[tensor] = variable;

    /// <summary>The variable that a tensor is a handle of.</summary>
    /// <exception cref="InvalidNetworkException">It is none.</exception>
    public string VariableOf(int tensor) => _handles.TryGetValue(tensor, out string? variable)
        ? variable
        : throw new InvalidNetworkException($"tensor {tensor} is read as the handle of a variable, but no operator made it one");

    public bool IsHandle(int tensor) => _handles.ContainsKey(tensor);

    /// <summary>What a variable holds; the first read of a run makes it a state of the network.</summary>
    public Value Read(NetworkBuilder builder, string variable, TensorInfo info)
    {
        if (_current.TryGetValue(variable, out Value? value)) return value;
        TensorInfo kept = _initial.TryGetValue(variable, out Value? initial) ? initial.Info with { Quantization = info.Quantization ?? initial.Info.Quantization } : info;
        return _current[variable] = _states[variable] = builder.StateInput(variable, kept);
    }

    /// <summary>Whether a variable holds something at this point of the mapping, so that its type is known.</summary>
    public Value? Known(NetworkBuilder builder, string variable) =>
        _current.TryGetValue(variable, out Value? value) ? value
        : _initial.TryGetValue(variable, out Value? initial) ? Read(builder, variable, initial.Info) : null;

    public void Write(string variable, Value value) => _current[variable] = value;

    /// <summary>What an initialiser assigned becomes the first value of each variable.</summary>
    public void Initialize(VariableScope initializer)
    {
        foreach ((string variable, Value value) in initializer._current) _initial[variable] = value;
    }

    /// <summary>Completes the states.</summary>
    public void Finish(NetworkBuilder builder)
    {
        foreach ((string variable, Value state) in _states) builder.State(state, _current[variable], _initial.GetValueOrDefault(variable));
    }
}
