using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Elements moved between spatial dimensions, channels and batches.</summary>
internal static class SpaceWriters
{
    private const int Plane = 2;

    public static void Register(WriterTable table)
    {
        table.Add<SpaceToDepth>((w, op) => w.Move(x => w.ToLast(w.Emit("SpaceToDepth", [w.ToFirst(x, Plane)], ("blocksize", op.BlockSize)), Plane)));
        table.Add<DepthToSpace>((w, op) => w.Move(x => w.ToLast(
            w.Emit("DepthToSpace", [w.ToFirst(x, Plane)], ("blocksize", op.BlockSize), ("mode", op.ChannelMajor ? "CRD" : "DCR")), Plane)));
        table.Add<SpaceToBatch>(SpaceToBatch);
        table.Add<BatchToSpace>(BatchToSpace);
        table.Add<Dilate>(Dilate);
    }

    private static void SpaceToBatch(NodeWriter w, SpaceToBatch op)
    {
        (long[] blocks, long[] pads, int[] sizes) = (w.Integers(1, "block sizes"), w.Integers(2, "widths"), Inner(w));
        int m = blocks.Length, rest = sizes.Length - m;
        long[] around = new long[2 * (sizes.Length + 1)];
        List<long> split = [-1];
        List<long> joined = [-1];
        for (int i = 0; i < m; i++)
        {
            (around[i + 1], around[sizes.Length + 2 + i]) = (pads[2 * i], pads[(2 * i) + 1]);
            long size = (sizes[i] + pads[2 * i] + pads[(2 * i) + 1]) / blocks[i];
            split.AddRange([size, blocks[i]]);
            joined.Add(size);
        }

        long[] others = [.. sizes[m..].Select(s => (long)s)];
        int[] order = [.. Enumerable.Range(0, m).Select(i => 2 + (2 * i)), 0, .. Enumerable.Range(0, m).Select(i => 1 + (2 * i)), .. Enumerable.Range(1 + (2 * m), rest)];
        bool numbers = w.Info(0).Type == ElementType.Int16 && pads.Any(p => p != 0);
        w.Move(x => w.Reshaped(w.Transposed(
            w.Reshaped(PadWriters.WithZeros(w, x, x == w.Stored(0) ? w.Info(0) : new TensorInfo(w.RealType(0), w.Info(0).Shape), around), [.. split, .. others]),
            order), [.. joined, .. others]), numbers);
    }

    private static void BatchToSpace(NodeWriter w, BatchToSpace op)
    {
        (long[] blocks, long[] crops, int[] sizes) = (w.Integers(1, "block sizes"), w.Integers(2, "widths"), Inner(w));
        int m = blocks.Length, rest = sizes.Length - m;
        long[] inner = [.. sizes.Select(s => (long)s)], others = inner[m..];
        int[] order = [m, .. Enumerable.Range(0, m).SelectMany(i => new[] { m + 1 + i, i }), .. Enumerable.Range(1 + (2 * m), rest)];
        long[] whole = [.. Enumerable.Range(0, m).Select(i => inner[i] * blocks[i])];
        w.Move(x =>
        {
            string y = w.Reshaped(w.Transposed(w.Reshaped(x, [.. blocks, -1, .. inner]), order), [-1, .. whole, .. others]);
            return crops.All(c => c == 0) ? y : w.Sliced(y, [.. Enumerable.Range(0, m).Select(i => crops[2 * i])],
                [.. Enumerable.Range(0, m).Select(i => whole[i] - crops[(2 * i) + 1])], [.. Enumerable.Range(1, m).Select(i => (long)i)]);
        });
    }

    /// <summary>Sizes behind the batch.</summary>
    private static int[] Inner(NodeWriter w) => [.. Enumerable.Range(1, w.Rank(0) - 1).Select(axis => w.Size(0, axis))];

    /// <summary>Axis by axis: every element gets a row of the value behind it.</summary>
    private static void Dilate(NodeWriter w, Dilate op)
    {
        long[] factors = w.Integers(1, "factors"), sizes = [.. w.Sizes(0).Select(s => (long)s)];
        string value = w.AsScalar(w.Stored(2), w.Info(2).Shape);
        w.Move(x =>
        {
            for (int axis = 0; axis < factors.Length; axis++)
            {
                if (factors[axis] == 1 || sizes[axis] < 2) continue;
                var pads = new long[2 * (sizes.Length + 1)];
                pads[sizes.Length + 2 + axis] = factors[axis] - 1;
                string rows = w.Emit("Pad", [w.Unsqueezed(x, axis + 1), w.Int64s("pads", pads), value]);
                (long[] whole, long kept) = ([.. sizes], ((sizes[axis] - 1) * factors[axis]) + 1);
                whole[axis] *= factors[axis];
                x = w.Sliced(w.Reshaped(rows, whole), [0], [kept], [axis]);
                sizes[axis] = kept;
            }

            return x;
        });
    }
}
