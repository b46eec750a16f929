using NnBridge.Bench.Onnx;

namespace NnBridge.Bench.Models;

/// <summary>Two LSTM layers of 256 cells over 100 frames of 128 numbers.</summary>
internal static class StackedLstm
{
    private const int Frames = 100, Features = 128, Cells = 256;

    public static OnnxGraph Make()
    {
        var maker = new GraphMaker(seed: 256);
        string x = maker.Input("input", Frames, 1, Features);
        for (int layer = 0; layer < 2; layer++)
        {
            int inputs = maker.ShapeOf(x)[2];
            string y = maker.Add("LSTM",
                [x, maker.Weights(Math.Sqrt(1.0 / inputs), 1, 4 * Cells, inputs), maker.Weights(Math.Sqrt(1.0 / Cells), 1, 4 * Cells, Cells), maker.Weights(0.1, 1, 8 * Cells)],
                [Frames, 1, 1, Cells], ("hidden_size", (long)Cells));
            x = maker.Add("Squeeze", [y, maker.Integers(1)], [Frames, 1, Cells]);
        }

        maker.Output(x, "output");
        return maker.Graph;
    }
}
