using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Operators that join tensors and take them apart.</summary>
internal static class JoinWriters
{
    public static void Register(WriterTable table)
    {
        table.Add<Concat>((w, op) => Join(w, op.Axis, stacked: false));
        table.Add<Pack>((w, op) => Join(w, op.Axis, stacked: true));
        table.Add<Split>(Split);
        table.Add<Unpack>(Unpack);
    }

    private static void Join(NodeWriter w, int axis, bool stacked)
    {
        TensorInfo y = w.Node.Outputs[0].Info;
        int count = w.Node.Inputs.Length;
        bool stored = y.Quantization is null || Enumerable.Range(0, count).All(i => w.Info(i).Quantization is not { } q || q == y.Quantization);
        string[] parts = [.. Enumerable.Range(0, count).Select(i => stored ? w.Stored(i) : w.Real(i))];
        if (stacked) parts = [.. parts.Select(p => w.Unsqueezed(p, axis))];
        string joined = w.Emit("Concat", parts, ("axis", axis));
        if (stored) w.Result(0, joined);
        else w.Finish(joined);
    }

    private static void Split(NodeWriter w, Split op)
    {
        Give(w, op.Count == 1 ? [w.Stored(0)] : w.EmitMany("Split", op.Count, [w.Stored(0), Sizes(w, op)], ("axis", op.Axis)));
    }

    private static string Sizes(NodeWriter w, Split op)
    {
        if (!w.Node.HasInput(1))
        {
            int size = w.Size(0, op.Axis), part = (size + op.Count - 1) / op.Count;
            return w.Int64s("sizes", Enumerable.Range(0, op.Count).Select(i => Math.Clamp(size - (i * part), 0, part)));
        }

        // Computed sizes are taken to be sizes; the one that may be left open can only be told when they are known.
        if (w.KnownIntegers(1) is not { } sizes) return w.List(1, "sizes");
        int open = Array.IndexOf(sizes, -1);
        if (open >= 0) sizes[open] = w.Size(0, op.Axis) - (sizes.Sum() + 1);
        return w.Int64s("sizes", sizes);
    }

    private static void Unpack(NodeWriter w, Unpack op)
    {
        string[] parts = op.Count == 1 ? [w.Stored(0)]
            : w.EmitMany("Split", op.Count, [w.Stored(0), w.Int64s("sizes", Enumerable.Repeat(1, op.Count))], ("axis", op.Axis));
        Give(w, [.. parts.Select(p => w.Squeezed(p, op.Axis))]);
    }

    /// <summary>Parts of a tensor as results; stored anew where a result stores numbers in another way.</summary>
    private static void Give(NodeWriter w, string[] parts)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            TensorInfo y = w.Node.Outputs[i].Info;
            if (y.Quantization is null || y.Quantization == w.Info(0).Quantization) w.Result(i, parts[i]);
            else w.Finish(w.Dequantized(parts[i], w.Info(0)), output: i);
        }
    }
}
