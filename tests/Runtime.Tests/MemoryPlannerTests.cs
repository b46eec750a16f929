namespace NnBridge.Runtime.Tests;

/// <summary>Memory is shared over time, never at one time.</summary>
public sealed class MemoryPlannerTests
{
    [Test]
    public void Blocks_that_live_together_do_not_overlap([Range(0, 39)] int seed)
    {
        var random = new Random(seed);
        int steps = 1 + random.Next(60), longest = 1 + random.Next(steps);
        MemoryBlock[] blocks = [.. Enumerable.Range(0, random.Next(120)).Select(_ =>
        {
            int first = random.Next(steps);
            return new MemoryBlock(random.Next(5) == 0 ? 0 : random.Next(5000), first, Math.Min(steps - 1, first + random.Next(longest)));
        })];
        MemoryPlan plan = MemoryPlanner.Plan(blocks);
        for (int a = 0; a < blocks.Length; a++)
        {
            Assert.That(plan.Offsets[a] % 64, Is.Zero);
            Assert.That(plan.Offsets[a] + blocks[a].Size, Is.LessThanOrEqualTo(plan.TotalBytes));
            for (int b = 0; b < a; b++)
            {
                bool together = blocks[a].FirstUse <= blocks[b].LastUse && blocks[b].FirstUse <= blocks[a].LastUse;
                bool apart = plan.Offsets[a] + blocks[a].Size <= plan.Offsets[b] || plan.Offsets[b] + blocks[b].Size <= plan.Offsets[a];
                Assert.That(!together || apart || blocks[a].Size == 0 || blocks[b].Size == 0, $"{blocks[a]} at {plan.Offsets[a]} and {blocks[b]} at {plan.Offsets[b]}");
            }
        }

        Assert.That(plan.TotalBytes, Is.GreaterThanOrEqualTo(plan.PeakBytes).And.LessThanOrEqualTo((long)(1.4 * plan.PeakBytes)));
    }

    [Test]
    public void Thousands_of_blocks_that_all_live_together_take_no_more_than_their_sum()
    {
        MemoryBlock[] blocks = [.. Enumerable.Range(0, 20_000).Select(i => new MemoryBlock(64 * (1 + (i % 7)), i, 40_000 - i))];
        MemoryPlan plan = MemoryPlanner.Plan(blocks);
        Assert.That(plan.TotalBytes, Is.EqualTo(plan.PeakBytes).And.EqualTo(blocks.Sum(b => b.Size)));
    }

    [Test]
    public void A_block_is_put_where_one_that_is_no_longer_needed_was()
    {
        MemoryPlan plan = MemoryPlanner.Plan([new(1000, 0, 1), new(500, 1, 2), new(1024, 2, 3), new(100, 3, 4)]);
        Assert.That(plan.TotalBytes, Is.EqualTo(1024 + 512));
    }
}
