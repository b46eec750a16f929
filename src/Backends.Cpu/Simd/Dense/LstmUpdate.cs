using NnBridge.Backends.Cpu.Simd.ElementWise;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>What an LSTM of floats does with the sums of its gates i, f, g and o.</summary>
internal static unsafe class LstmUpdate
{
    /// <summary>c = clip(f c + i g), h = o act(c).</summary>
    public static void Run(Lstm op, float* gates, float* cell, float* hidden, int cells)
    {
        float* input = gates, forget = gates + cells, candidate = gates + (2 * cells), output = gates + (3 * cells);
        Limit(op.ActivationClip, gates, 4 * cells);
        FloatActivation.Apply(op.GateActivation, input, 2 * cells);
        FloatActivation.Apply(op.Activation, candidate, cells);
        FloatActivation.Apply(op.GateActivation, output, cells);
        BinaryLoop.Run<BinaryVectors.Mul>(forget, 1, cell, 1, cell, cells);
        BinaryLoop.Run<BinaryVectors.Mul>(input, 1, candidate, 1, input, cells);
        BinaryLoop.Run<BinaryVectors.Add>(cell, 1, input, 1, cell, cells);
        Limit(op.CellClip, cell, cells);
        Buffer.MemoryCopy(cell, hidden, cells * sizeof(float), cells * sizeof(float));
        Limit(op.ActivationClip, hidden, cells);
        FloatActivation.Apply(op.CellActivation ?? op.Activation, hidden, cells);
        BinaryLoop.Run<BinaryVectors.Mul>(output, 1, hidden, 1, hidden, cells);
    }

    /// <summary>Largest magnitudes; 0 for no limit.</summary>
    private static void Limit(float magnitude, float* x, int count)
    {
        if (magnitude > 0) UnaryLoop.Run<UnaryVectors.Clamp>(x, x, count, -magnitude, magnitude);
    }
}
