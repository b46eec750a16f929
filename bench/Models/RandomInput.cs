using NnBridge.Cli.Commands;
using NnBridge.Runtime;

namespace NnBridge.Bench.Models;

/// <summary>Seeded inputs for models that come without any.</summary>
internal static class RandomInput
{
    private const int Seed = 20240229;

    /// <summary>A tensor for an input.</summary>
    /// <param name="input">The input; dimensions that it leaves open are 1.</param>
    /// <param name="shapes">Shapes by name, instead of what the model states.</param>
    public static Tensor For(Port input, IReadOnlyDictionary<string, Shape> shapes)
    {
        if (!shapes.TryGetValue(input.Name, out Shape shape)) shape = input.Info.Shape;
        if (!shape.IsRanked) throw new InvalidDataException($"input '{input.Name}' states no shape: --shape {input.Name}=...");
        TensorInfo info = input.Info with { Shape = Shape.Of(Array.ConvertAll(shape.ToArray(), d => Math.Max(d, 1))) };
        var bytes = new byte[info.ByteCount];
        SessionInputs.Randomize(new TensorBuffer(info, bytes), new Random(Seed));
        return new Tensor(info, bytes);
    }
}
