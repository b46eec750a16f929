using System.Collections.Immutable;
using NnBridge.Cli.Commands;
using NnBridge.Runtime;

namespace NnBridge.Bench.Storm;

/// <summary>A compiled network with inputs and what it made of each of them when nothing else happened in the process.</summary>
internal sealed class StormSubject
{
    private const int InputSets = 4;

    private readonly ImmutableArray<ImmutableArray<byte[]>> _inputs;
    private readonly ImmutableArray<ImmutableArray<byte[]>> _expected;

    /// <param name="name">How messages name it.</param>
    /// <param name="calm">The network, compiled for one thread.</param>
    /// <param name="programs">The same as it runs in the storm.</param>
    public StormSubject(string name, CompiledProgram calm, ImmutableArray<CompiledProgram> programs)
    {
        (Name, Programs) = (name, programs);
        using Session session = calm.CreateSession();
        var inputs = ImmutableArray.CreateBuilder<ImmutableArray<byte[]>>();
        var expected = ImmutableArray.CreateBuilder<ImmutableArray<byte[]>>();
        for (int set = 0; set < InputSets; set++)
        {
            var random = new Random(set);
            for (int i = 0; i < session.Inputs.Length; i++) SessionInputs.Randomize(session.InputBuffer(i), random);
            session.Run();
            inputs.Add([.. session.Inputs.Select((_, i) => session.InputBuffer(i).Bytes.ToArray())]);
            expected.Add([.. session.Outputs.Select((_, i) => session.OutputBuffer(i).Bytes.ToArray())]);
        }

        (_inputs, _expected) = (inputs.ToImmutable(), expected.ToImmutable());
    }

    public string Name { get; }

    /// <summary>Compiled for different numbers of threads; sessions of all of them run at once.</summary>
    public ImmutableArray<CompiledProgram> Programs { get; }

    /// <summary>Runs on one of the inputs.</summary>
    /// <param name="session">A session of one of the programs.</param>
    /// <param name="turn">Chooses the input.</param>
    /// <returns>Whether every bit of every output is as expected.</returns>
    public bool Run(Session session, int turn)
    {
        int set = turn % InputSets;
        for (int i = 0; i < _inputs[set].Length; i++) _inputs[set][i].CopyTo(session.InputBuffer(i).Bytes);
        session.Run();
        bool same = true;
        for (int i = 0; i < _expected[set].Length; i++) same &= session.OutputBuffer(i).Bytes.Span.SequenceEqual(_expected[set][i]);
        return same;
    }
}
