using NnBridge.Parsers.TfLite.FlatBuffers;

namespace NnBridge.Parsers.TfLite.Schema;

/// <summary>One operator of a graph.</summary>
internal sealed record TfLiteOperator
{
    /// <summary>Index of an operand that is left out.</summary>
    public const int Omitted = -1;

    /// <summary>Its number in the graph.</summary>
    public required int Index { get; init; }

    /// <summary>What it does; may be higher than the last code known here.</summary>
    public required TfLiteBuiltinOperator Code { get; init; }

    /// <summary>Name of a custom operator; empty for the others.</summary>
    public required string CustomCode { get; init; }

    /// <summary>Version of the operator; from 1.</summary>
    public required int Version { get; init; }

    /// <summary>Indices of the operands, <see cref="Omitted"/> where one is left out.</summary>
    public required ValueList<int> Inputs { get; init; }

    /// <summary>Indices of the results.</summary>
    public required ValueList<int> Outputs { get; init; }

    /// <summary>Indices of tensors that only carry the quantization of inner results; <see cref="Omitted"/> for none.</summary>
    public required ValueList<int> Intermediates { get; init; }

    /// <summary>Whether the operator changes each operand; empty, or as many as inputs.</summary>
    public required ValueList<bool> MutatingInputs { get; init; }

    /// <summary>Number of the type of the options in the schema's first union; 0 for none.</summary>
    public required int OptionsType { get; init; }

    /// <summary>Number of the type of the options in the schema's second union; 0 for none.</summary>
    public required int OptionsType2 { get; init; }

    /// <summary>The options of either union; null when there are none, or when their type has no fields.</summary>
    public required TfLiteOptions? BuiltinOptions { get; init; }

    /// <summary>Options of a custom operator: usually a FlexBuffers map. A slice of the file; empty when there are none.</summary>
    public required ReadOnlyMemory<byte> CustomOptions { get; init; }

    /// <summary>Name in the format's own vocabulary: the custom code, or the spelling of the schema.</summary>
    public string Name => Code switch
    {
        TfLiteBuiltinOperator.CUSTOM => CustomCode,
        > TfLiteBuiltinOperator.STABLEHLO_CASE => $"BUILTIN_{(int)Code}",
        _ => Code.ToString(),
    };

    /// <summary>The options, or the defaults of the schema when the file has none.</summary>
    /// <typeparam name="T">The table that the schema provides for <see cref="Code"/>.</typeparam>
    /// <exception cref="InvalidModelException">The file has options of another type.</exception>
    public T Options<T>() where T : TfLiteOptions, ITfLiteOptions<T> => BuiltinOptions switch
    {
        T options => options,
        // The defaults would name a subgraph that nobody checked.
        null when typeof(T).IsAssignableTo(typeof(ITfLiteCalls)) => throw new InvalidModelException(
            $"{this} has no options of type {typeof(T).Name}, which name the subgraphs it runs"),
        null when OptionsType == 0 && OptionsType2 == 0 => T.Read(default),
        null => throw new InvalidModelException(
            $"{this} has options of type {OptionsType} (second union: {OptionsType2}), expected {typeof(T).Name}"),
        _ => throw new InvalidModelException($"{this} has options of type {BuiltinOptions.GetType().Name}, expected {typeof(T).Name}"),
    };

    /// <summary>The options of a custom operator that keeps them in a FlexBuffers map.</summary>
    /// <exception cref="InvalidModelException">They are something else, or malformed.</exception>
    public FlexMap CustomMap()
    {
        try
        {
            return FlexMap.Read(CustomOptions.Span);
        }
        catch (InvalidModelException e)
        {
            throw new InvalidModelException($"{this}: {e.Message}", e);
        }
    }

    /// <summary>Number and name, for messages.</summary>
    public override string ToString() => $"operator {Index} ({Name})";
}
