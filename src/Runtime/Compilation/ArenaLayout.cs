using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NnBridge.Runtime.Compilation;

/// <summary>Plans the arena of a program: values that cross segments, and the memory of the steps, together by lifetime.</summary>
internal sealed class ArenaLayout
{
    /// <summary>Index of each value that crosses segments in the offsets below. A list of all values would be mostly empty.</summary>
    private readonly Dictionary<Value, int> _blocks = [];

    private readonly ImmutableArray<long> _offsets;

    public ArenaLayout(Network network, ImmutableArray<Step> steps, int alignment)
    {
        // Time goes on by the parts of each step, so that a step's own memory and what crosses its border are told apart in time.
        var starts = new int[steps.Length + 1];
        for (int i = 0; i < steps.Length; i++) starts[i + 1] = checked(starts[i] + steps[i].Memory.Parts);
        Dictionary<Value, int> last = LastUses(network, steps, starts);
        int most = 0;
        foreach (Step step in steps) most += step.Segment.Subgraph.Outputs.Length + step.Memory.Blocks.Length;
        var blocks = new List<MemoryBlock>(most);
        for (int i = 0; i < steps.Length; i++)
        {
            ImmutableArray<Value> outputs = steps[i].Segment.Subgraph.Outputs;
            for (int o = 0; o < outputs.Length; o++)
            {
                if (!outputs[o].Info.Shape.IsStatic) continue;
                _blocks[outputs[o]] = blocks.Count;
                blocks.Add(new MemoryBlock(outputs[o].Info.ByteCount, starts[i] + steps[i].Memory.OutputFirst[o], Math.Max(starts[i + 1] - 1, last.GetValueOrDefault(outputs[o]))));
            }
        }

        for (int i = 0; i < steps.Length; i++)
            foreach (MemoryBlock block in steps[i].Memory.Blocks)
                blocks.Add(block with { FirstUse = starts[i] + block.FirstUse, LastUse = starts[i] + block.LastUse });
        MemoryPlan plan = MemoryPlanner.Plan(CollectionsMarshal.AsSpan(blocks), alignment);

        _offsets = plan.Offsets;
        var blockOffsets = new long[steps.Length][];
        int next = _blocks.Count;
        for (int i = 0; i < steps.Length; i++)
        {
            int count = steps[i].Memory.Blocks.Length;
            blockOffsets[i] = plan.Offsets.AsSpan().Slice(next, count).ToArray();
            next += count;
        }

        BlockOffsets = blockOffsets;
        TotalBytes = plan.TotalBytes;
    }

    /// <summary>Offset of each block of each step.</summary>
    public IReadOnlyList<long[]> BlockOffsets { get; }

    public long TotalBytes { get; }

    /// <summary>Where a value begins that crosses segments or leaves the network; -1 for what does not lie in the arena by itself.</summary>
    public long OffsetOf(Value value) => _blocks.TryGetValue(value, out int block) ? _offsets[block] : -1;

    private static Dictionary<Value, int> LastUses(Network network, ImmutableArray<Step> steps, int[] starts)
    {
        var last = new Dictionary<Value, int>();
        for (int i = 0; i < steps.Length; i++)
        {
            ImmutableArray<Value> inputs = steps[i].Segment.Subgraph.Inputs;
            for (int n = 0; n < inputs.Length; n++) last[inputs[n]] = starts[i] + steps[i].Memory.InputLast[n];
        }

        // What leaves the network stays until the next run.
        foreach (Value output in network.Outputs.Concat(network.States.Select(s => s.Output))) last[output] = starts[^1];
        return last;
    }
}
