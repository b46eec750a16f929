using NnBridge.Cli.Commands;
using NnBridge.Runtime;

namespace NnBridge.Bench.Models;

/// <summary>Seeded inputs for models that come without any.</summary>
internal static class RandomInput
{
    private const int Seed = 20240229;

    /// <summary>A tensor for an input; dimensions that the model leaves open are 1.</summary>
    public static Tensor For(Port input)
    {
        if (!input.Info.Shape.IsRanked) throw new InvalidDataException($"input '{input.Name}' states no shape");
        TensorInfo info = input.Info with { Shape = Shape.Of(Array.ConvertAll(input.Info.Shape.ToArray(), d => Math.Max(d, 1))) };
        var bytes = new byte[info.ByteCount];
        SessionInputs.Randomize(new TensorBuffer(info, bytes), new Random(Seed));
        return new Tensor(info, bytes);
    }
}
