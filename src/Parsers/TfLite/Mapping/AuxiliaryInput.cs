using NnBridge.Ops;

namespace NnBridge.Parsers.TfLite.Mapping;

/// <summary>
/// The second input of a bidirectional layer. With weights of its own it counts as more features of the input; without, it is what the
/// backward direction reads instead of the input.
/// </summary>
internal sealed class AuxiliaryInput
{
    private readonly MappingContext _context;
    private readonly bool _hasWeights;
    private readonly Value _forward;
    private readonly Value _backward;

    /// <param name="context">The layer.</param>
    /// <param name="index">Operand that may hold the second input.</param>
    /// <param name="weights">Operand that holds weights for it, if any does.</param>
    public AuxiliaryInput(MappingContext context, int index, int weights)
    {
        _context = context;
        Value x = context.Input(0);
        Value? auxiliary = context.Optional(index);
        _hasWeights = context.Has(weights);
        if (_hasWeights && context.Input(weights).Info.Type != ElementType.Float32)
            throw new UnmappedException($"weights of the auxiliary input are {context.Input(weights).Info.Type}, expected Float32");
        _forward = _hasWeights ? context.Add("inputs", new Concat(-1), [x, context.Input(index)]) : x;
        _backward = _hasWeights ? _forward : auxiliary ?? x;
    }

    /// <summary>What a direction reads.</summary>
    public Value Sequence(bool backward) => backward ? _backward : _forward;

    /// <summary>Weights of all features of what a direction reads.</summary>
    /// <param name="weights">Those of the input.</param>
    /// <param name="index">Operand that holds those of the second input.</param>
    public Value? Weights(Value? weights, int index) => _hasWeights && weights is not null
        ? _context.Add($"weights_{index}", new Concat(-1), [weights, _context.Input(index)])
        : weights;
}
