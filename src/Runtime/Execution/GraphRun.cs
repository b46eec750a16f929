using System.Collections.Immutable;
using NnBridge.Runtime.Compilation;

namespace NnBridge.Runtime.Execution;

/// <summary>One session's instance of a compiled network: where each value is now, and what runs the steps.</summary>
internal sealed class GraphRun : IDisposable
{
    private readonly TensorBuffer[] _slots;
    private readonly ImmutableArray<StepRun> _steps;
    private readonly ScopedProfile? _profile;

    /// <param name="program">What to run.</param>
    /// <param name="arena">At least <see cref="GraphProgram.ArenaBytes"/>.</param>
    /// <param name="profile">Receives events of this network; null when nobody is interested.</param>
    public GraphRun(GraphProgram program, Memory<byte> arena, ProfileRecorder? profile)
    {
        Program = program;
        _profile = profile is null ? null : new ScopedProfile(profile, program.Network);
        _slots = new TensorBuffer[program.Network.Values.Length];
        foreach (Value value in program.Network.Values)
        {
            if (value.Constant is { } constant) _slots[value.Id] = TensorBuffer.OfConstant(constant);
            else if (program.Arena.OffsetOf(value) is >= 0 and var offset)
                _slots[value.Id] = new TensorBuffer(value.Info, arena.Slice((int)offset, (int)value.Info.ByteCount));
        }

        _steps = CreateSteps(arena, profile);
    }

    public GraphProgram Program { get; }

    /// <summary>Handed to executors; its profile is this network's.</summary>
    public RunContext Context { get; } = new();

    /// <summary>Where the value with this id is.</summary>
    public ref TensorBuffer this[Value value] => ref _slots[value.Id];

    /// <summary>Runs all steps; inputs and states must be in place.</summary>
    /// <param name="profiling">Whether events are recorded.</param>
    /// <param name="cancellation">Looked at between nodes.</param>
    public void Run(bool profiling, CancellationToken cancellation)
    {
        Context.Cancellation = cancellation;
        Context.Profile = profiling ? _profile : null;
        foreach (StepRun step in _steps) step.Run();
    }

    public void Dispose()
    {
        foreach (StepRun step in _steps) step.Dispose();
    }

    private ImmutableArray<StepRun> CreateSteps(Memory<byte> arena, ProfileRecorder? profile)
    {
        ImmutableArray<Step> steps = Program.Steps;
        var runs = ImmutableArray.CreateBuilder<StepRun>(steps.Length);
        bool complete = false;
        try
        {
            for (int i = 0; i < steps.Length; i++)
            {
                long[] offsets = Program.Arena.BlockOffsets[i];
                var blocks = new Memory<byte>[steps[i].Memory.Blocks.Length];
                for (int n = 0; n < blocks.Length; n++) blocks[n] = arena.Slice((int)offsets[n], (int)steps[i].Memory.Blocks[n].Size);
                runs.Add(StepRun.Create(this, steps[i], blocks, profile));
            }

            complete = true;
            return runs.MoveToImmutable();
        }
        finally
        {
            if (!complete) foreach (StepRun run in runs) run.Dispose();
        }
    }
}
