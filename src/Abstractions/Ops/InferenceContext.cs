using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NnBridge.Ops;

/// <summary>The operands that <see cref="Op.InferOutputs"/> looks at.</summary>
/// <param name="inputs">Operands; null where one is left out.</param>
/// <param name="constants">Data of operands that are constant; may be shorter than <paramref name="inputs"/>.</param>
/// <param name="outputQuantization">Quantization stated for the outputs; may be shorter than they are.</param>
public readonly ref struct InferenceContext(
    ReadOnlySpan<TensorInfo?> inputs, ReadOnlySpan<Tensor?> constants, ReadOnlySpan<QuantizationInfo?> outputQuantization = default)
{
    private readonly ReadOnlySpan<TensorInfo?> _inputs = inputs;
    private readonly ReadOnlySpan<Tensor?> _constants = constants;
    private readonly ReadOnlySpan<QuantizationInfo?> _outputQuantization = outputQuantization;

    /// <summary>Number of operands, left-out ones included.</summary>
    public int Count => _inputs.Length;

    /// <summary>Whether every operand that is there has a known rank.</summary>
    public bool IsRanked
    {
        get
        {
            foreach (TensorInfo? input in _inputs) if (input is { Shape.IsRanked: false }) return false;
            return true;
        }
    }

    /// <summary>A required operand.</summary>
    /// <exception cref="InvalidNetworkException">It is left out.</exception>
    public TensorInfo this[int index] => Optional(index) ?? throw new InvalidNetworkException($"operand {index} is missing");

    /// <summary>An operand, null when it is left out.</summary>
    public TensorInfo? Optional(int index) => index < _inputs.Length ? _inputs[index] : null;

    /// <summary>Data of an operand, null when it is left out or not constant.</summary>
    public Tensor? Constant(int index) => index < _constants.Length ? _constants[index] : null;

    /// <summary>Quantization stated for an output, null when there is none.</summary>
    public QuantizationInfo? OutputQuantization(int index) => index < _outputQuantization.Length ? _outputQuantization[index] : null;

    /// <summary>The numbers in a constant Int32 or Int64 operand; false when it is left out or not constant.</summary>
    /// <exception cref="InvalidNetworkException">The operand is there but has another element type.</exception>
    public bool TryIntegers(int index, [NotNullWhen(true)] out long[]? values)
    {
        values = null;
        if (Optional(index) is null) return false;
        RequireType(index, ElementType.Int32, ElementType.Int64);
        if (Constant(index) is not { } constant) return false;
        values = constant.ToInt64Array();
        return true;
    }

    /// <summary>Requires operand <paramref name="index"/>, if there, to have one of <paramref name="types"/>.</summary>
    /// <exception cref="InvalidNetworkException">It has another type.</exception>
    public void RequireType(int index, params ReadOnlySpan<ElementType> types)
    {
        if (Optional(index) is not { } info || types.Contains(info.Type)) return;
        throw new InvalidNetworkException($"operand {index} is {info}, expected type {string.Join(" or ", types.ToArray())}");
    }

    /// <summary>Requires operand <paramref name="index"/>, if there and ranked, to have <paramref name="min"/> to <paramref name="max"/> dimensions.</summary>
    /// <exception cref="InvalidNetworkException">It has another rank.</exception>
    public void RequireRank(int index, int min, int max = int.MaxValue)
    {
        if (Optional(index) is not { Shape.IsRanked: true } info || (info.Shape.Rank >= min && info.Shape.Rank <= max)) return;
        string expected = min == max ? $"{min}" : max == int.MaxValue ? $"at least {min}" : $"{min} to {max}";
        throw new InvalidNetworkException($"operand {index} is {info}, expected {expected} dimension(s)");
    }

    /// <summary>Requires operands <paramref name="first"/> and <paramref name="second"/>, if there, to have one type.</summary>
    /// <exception cref="InvalidNetworkException">They differ.</exception>
    public void RequireSameType(int first, int second)
    {
        if (Optional(first) is { } a && Optional(second) is { } b && a.Type != b.Type)
            throw new InvalidNetworkException($"operand {second} is {b}, expected type {a.Type} like operand {first}");
    }

    /// <summary>Throws unless <paramref name="condition"/> holds.</summary>
    /// <exception cref="InvalidNetworkException">With <paramref name="problem"/> as its text.</exception>
    public static void Require([DoesNotReturnIf(false)] bool condition, string problem)
    {
        if (!condition) throw new InvalidNetworkException(problem);
    }

    /// <inheritdoc cref="Require(bool, string)"/>
    public static void Require([DoesNotReturnIf(false)] bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref ProblemText problem)
    {
        if (!condition) throw new InvalidNetworkException(problem.ToString());
    }

    /// <summary>An axis counted from the front: -1 is the last of <paramref name="rank"/>.</summary>
    /// <exception cref="InvalidNetworkException">Outside the shape.</exception>
    public static int Axis(long axis, int rank)
    {
        if (axis < -rank || axis >= rank) throw new InvalidNetworkException($"axis {axis} is outside [{-rank}, {rank})");
        return (int)(axis < 0 ? axis + rank : axis);
    }

    /// <summary>One output of the type and shape given.</summary>
    public static ImmutableArray<TensorInfo> One(ElementType type, Shape shape) => [new TensorInfo(type, shape)];
}
