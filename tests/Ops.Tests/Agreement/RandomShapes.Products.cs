namespace NnBridge.Ops.Tests.Agreement;

internal static partial class RandomShapes
{
    private static IEnumerable<OpCase> MatMuls()
    {
        var random = new Random(31);
        for (int i = 0; i < 40; i++)
        {
            int m = random.Pick(1, 2, 5, 6, 7, 13, 40), n = random.Pick(1, 3, 16, 17, 64, 65, 130), k = random.Pick(1, 2, 15, 33, 64, 1600);
            (int[] front, int[] other) = random.Pick<(int[], int[])>(([], []), ([3], []), ([2, 3], [2, 3]), ([2, 1], [1, 3]), ([], [4]), ([2, 3], [3]));
            var op = new MatMul { TransposeA = random.Pick(true, false), TransposeB = random.Pick(true, false) };
            Shape a = op.TransposeA ? [.. front, k, m] : [.. front, m, k], b = op.TransposeB ? [.. other, n, k] : [.. other, k, n];
            yield return new OpCase($"{i}: {a} by {b}{(op.TransposeA ? ", a" : "")}{(op.TransposeB ? ", b" : "")}", op)
                .Floats(random, a).Floats(random, b, constant: i % 2 == 0).Within(new Tolerance(1e-3, 1e-4));
        }
    }

    private static IEnumerable<OpCase> Lstms()
    {
        var random = new Random(32);
        for (int i = 0; i < 16; i++)
        {
            int batches = random.Pick(1, 1, 2, 3), steps = random.Pick(1, 4, 9), inputs = random.Pick(1, 7, 40), cells = random.Pick(1, 3, 16, 37, 64);
            var op = new Lstm { TimeMajor = random.Pick(true, false), Backward = random.Pick(true, false), CellActivation = random.Pick<Activation?>(null, Activation.Sigmoid) };
            OpCase @case = new OpCase($"{i}: {batches} of {steps} steps, {inputs} inputs, {cells} cells", op)
                .Floats(random, op.TimeMajor ? [steps, batches, inputs] : [batches, steps, inputs]);
            for (int gate = 0; gate < 4; gate++) @case.Floats(random, [cells, inputs], true);
            for (int gate = 0; gate < 4; gate++) @case.Floats(random, [cells, cells], true);
            for (int peephole = 0; peephole < 3; peephole++) @case.LeftOut();
            for (int gate = 0; gate < 4; gate++) @case.Floats(random, [cells], true);
            @case.LeftOut().LeftOut().Floats(random, [batches, cells]).Floats(random, [batches, cells]);
            // Feedback lets differences of the last bit grow.
            yield return @case.Within(new Tolerance(1e-4, 1e-4));
        }
    }

    private static IEnumerable<OpCase> Grus()
    {
        var random = new Random(33);
        for (int i = 0; i < 16; i++)
        {
            int batches = random.Pick(1, 1, 2, 3), steps = random.Pick(1, 4, 9), inputs = random.Pick(1, 7, 40), units = random.Pick(1, 3, 16, 37, 64);
            var op = new Gru { TimeMajor = random.Pick(true, false), Backward = random.Pick(true, false), ResetAfter = i % 2 == 0 };
            OpCase @case = new OpCase($"{i}: {batches} of {steps} steps, {inputs} inputs, {units} units, reset {(op.ResetAfter ? "after" : "before")}", op)
                .Floats(random, op.TimeMajor ? [steps, batches, inputs] : [batches, steps, inputs]);
            for (int gate = 0; gate < 3; gate++) @case.Floats(random, [units, inputs], true);
            for (int gate = 0; gate < 3; gate++) @case.Floats(random, [units, units], true);
            for (int bias = 0; bias < 6; bias++)
                if (i % 3 == 0 && bias % 2 == 0) @case.LeftOut();
                else @case.Floats(random, [units], true);
            yield return @case.Floats(random, [batches, units]).Within(new Tolerance(1e-4, 1e-4));
        }
    }
}
