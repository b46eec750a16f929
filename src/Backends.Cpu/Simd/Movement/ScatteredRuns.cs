using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Simd.Movement;

/// <summary>Where blocks of a tensor go in another one, in their order: those that go on where the one before ends are one run.</summary>
internal sealed class ScatteredRuns
{
    private readonly List<(int To, int Bytes)> _runs = [];

    /// <param name="x">What is written to.</param>
    /// <param name="coordinates">Of blocks, in rows: as many as the last dimension says.</param>
    public ScatteredRuns(TensorInfo x, TensorBuffer coordinates)
    {
        Shape shape = x.Shape, indices = coordinates.Info.Shape;
        int depth = indices[indices.Rank - 1], rows = (int)indices.Product(0, indices.Rank - 1);
        int block = (int)shape.Product(depth, shape.Rank) * (x.Type.BitWidth() / 8);
        for (int row = 0; row < rows; row++)
        {
            int place = 0;
            for (int k = 0; k < depth; k++) place = (place * shape[k]) + IntegerOperand.Index(coordinates, (row * depth) + k, shape[k]);
            int to = place * block;
            if (_runs.Count > 0 && _runs[^1] is var last && last.To + last.Bytes == to) _runs[^1] = (last.To, last.Bytes + block);
            else _runs.Add((to, block));
        }
    }

    /// <summary>Copies all of <paramref name="from"/>.</summary>
    public void Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        int at = 0;
        foreach ((int place, int bytes) in _runs)
        {
            from.Slice(at, bytes).CopyTo(to[place..]);
            at += bytes;
        }
    }
}
