namespace NnBridge.Bench.Contenders;

/// <summary>An engine with a model loaded and inputs bound: all that remains is to run.</summary>
internal interface IContender : IDisposable
{
    /// <summary>Name of the engine.</summary>
    string Name { get; }

    /// <summary>Runs the model once.</summary>
    void Run();

    /// <summary>A copy of what the last run yielded, in the model's order.</summary>
    IReadOnlyList<(string Name, Tensor Value)> ReadOutputs();
}
