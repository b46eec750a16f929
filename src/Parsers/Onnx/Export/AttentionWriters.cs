using NnBridge.Ops;

namespace NnBridge.Parsers.Onnx.Export;

/// <summary>Attention.</summary>
internal static class AttentionWriters
{
    private const int RotaryOpset = 23;

    public static void Register(WriterTable table)
    {
        table.Add<Attention>((w, op) => new AttentionWriter(w, op).Write());
        table.Add<RotaryEmbedding>(Rotary);
    }

    private static void Rotary(NodeWriter w, RotaryEmbedding op)
    {
        w.RequireOpset(RotaryOpset, "RotaryEmbedding");
        (string, object)[] part = w.Info(1).Shape is { IsRanked: true } cos && cos[cos.Rank - 1] >= 0 ? [("rotary_embedding_dim", 2 * cos[cos.Rank - 1])] : [];
        w.Result(0, w.Emit("RotaryEmbedding", [w.Stored(0), w.Stored(1), w.Stored(2), w.Node.HasInput(3) ? w.Int64(3) : ""], [("interleaved", op.Interleaved), .. part]));
    }
}
