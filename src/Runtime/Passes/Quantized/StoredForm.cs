using System.Collections.Immutable;
using NnBridge.Ops;
using NnBridge.Runtime.Graph;

namespace NnBridge.Runtime.Passes.Quantized;

/// <summary>The integers behind a float value that only dequantizes them, and perhaps moves the numbers about.</summary>
/// <param name="Integers">The integers.</param>
/// <param name="Moves">What has to be done to them, in order.</param>
/// <param name="Output">Which result of the last move is meant.</param>
/// <param name="Quantization">What they mean behind the moves.</param>
internal sealed record StoredForm(Value Integers, ImmutableArray<Node> Moves, int Output, QuantizationInfo Quantization)
{
    /// <summary>Moves looked through; exporters put one or two between dequantizing and computing.</summary>
    private const int MostMoves = 6;

    public ElementType Type => Integers.Info.Type;

    /// <summary>Whether operators on integers take it as activations.</summary>
    public bool IsActivation => Quantization.IsPerTensor && Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.UInt16;

    /// <summary>Finds the integers behind a value; null when it is something else.</summary>
    public static StoredForm? Of(Value? value)
    {
        int output = value?.Producer is { } last ? last.Outputs.IndexOf(value) : 0;
        var moves = new List<Node>();
        for (; value?.Producer is { } node; value = node.Inputs[0])
        {
            if (node.Op is Dequantize { To: ElementType.Float32 })
            {
                if (node.Input(0) is not { Info: { Quantization: { BlockSize: 0 } quantization } } integers || !integers.Info.Type.IsInteger()) return null;
                moves.Reverse();
                foreach (Node move in moves)
                {
                    if (Movement.Moved(move, quantization) is not { } moved) return null;
                    quantization = moved;
                }

                return new StoredForm(integers, [.. moves], moves.Count == 0 ? 0 : output, quantization);
            }

            // Of several results only the last in the chain can be picked by its number.
            if (moves.Count == MostMoves || !Movement.Is(node) || (moves.Count > 0 && node.Outputs.Length > 1)) return null;
            moves.Add(node);
        }

        return null;
    }

    /// <summary>Adds the moved integers to a new network.</summary>
    /// <param name="rewriter">Rewrites the network that the form was found in.</param>
    /// <param name="made">Moves that were added before.</param>
    public Value Emit(NetworkRewriter rewriter, Dictionary<Node, IReadOnlyList<Value>> made)
    {
        Value x = rewriter[Integers];
        QuantizationInfo quantization = x.Info.Quantization ?? Quantization;
        for (int i = 0; i < Moves.Length; i++)
        {
            quantization = Movement.Moved(Moves[i], quantization) ?? Quantization;
            if (!made.TryGetValue(Moves[i], out IReadOnlyList<Value>? results))
                made[Moves[i]] = results = Movement.Copy(rewriter, Moves[i], $"{Moves[i].Name}/stored", x, quantization);
            x = results[i == Moves.Length - 1 ? Output : 0];
        }

        return x;
    }
}
