using System.Collections.Immutable;

namespace NnBridge.Runtime.Compilation;

/// <summary>Plans the arena of a program: values that cross segments, and the memory of the steps, together by lifetime.</summary>
internal sealed class ArenaLayout
{
    public ArenaLayout(Network network, ImmutableArray<Step> steps, int alignment)
    {
        // Time goes on by the parts of each step, so that a step's own memory and what crosses its border are told apart in time.
        var starts = new int[steps.Length + 1];
        for (int i = 0; i < steps.Length; i++) starts[i + 1] = checked(starts[i] + steps[i].Memory.Parts);
        Dictionary<Value, int> last = LastUses(network, steps, starts);
        var blocks = new List<MemoryBlock>();
        var owners = new List<Value>();
        for (int i = 0; i < steps.Length; i++)
        {
            ImmutableArray<Value> outputs = steps[i].Segment.Subgraph.Outputs;
            for (int o = 0; o < outputs.Length; o++)
            {
                if (!outputs[o].Info.Shape.IsStatic) continue;
                owners.Add(outputs[o]);
                blocks.Add(new MemoryBlock(outputs[o].Info.ByteCount, starts[i] + steps[i].Memory.OutputFirst[o], Math.Max(starts[i + 1] - 1, last.GetValueOrDefault(outputs[o]))));
            }
        }

        for (int i = 0; i < steps.Length; i++)
            foreach (MemoryBlock block in steps[i].Memory.Blocks)
                blocks.Add(block with { FirstUse = starts[i] + block.FirstUse, LastUse = starts[i] + block.LastUse });
        MemoryPlan plan = MemoryPlanner.Plan(blocks.ToArray(), alignment);

        var offsets = new long[network.Values.Length];
        Array.Fill(offsets, -1);
        for (int i = 0; i < owners.Count; i++) offsets[owners[i].Id] = plan.Offsets[i];
        Offsets = [.. offsets];
        var blockOffsets = new long[steps.Length][];
        int next = owners.Count;
        for (int i = 0; i < steps.Length; i++)
        {
            int count = steps[i].Memory.Blocks.Length;
            blockOffsets[i] = plan.Offsets.AsSpan().Slice(next, count).ToArray();
            next += count;
        }

        BlockOffsets = blockOffsets;
        TotalBytes = plan.TotalBytes;
    }

    public ImmutableArray<long> Offsets { get; }

    public IReadOnlyList<long[]> BlockOffsets { get; }

    public long TotalBytes { get; }

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
