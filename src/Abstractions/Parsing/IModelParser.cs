using System.Collections.Immutable;

namespace NnBridge;

/// <summary>Turns a model file of one format into a network. Pure: does no I/O of its own. Thread-safe.</summary>
public interface IModelParser
{
    /// <summary>Name of the format, for instance <c>tflite</c>.</summary>
    string Format { get; }

    /// <summary>The operators of the format that this parser knows of, mapped or not, by vocabulary and name.</summary>
    ImmutableArray<FormatOperator> Operators { get; }

    /// <summary>Whether the bytes look like this format. Cheap; never throws.</summary>
    /// <param name="head">The first bytes of the file, at least 64 unless the file is shorter.</param>
    /// <param name="fileName">Name of the file, as a second hint.</param>
    bool Recognizes(ReadOnlySpan<byte> head, string fileName);

    /// <summary>Reads the model.</summary>
    /// <exception cref="InvalidModelException">The bytes are malformed.</exception>
    /// <exception cref="UnsupportedOperatorException">Operators the parser cannot map; lists all of them.</exception>
    /// <exception cref="InvalidNetworkException">The graph is inconsistent.</exception>
    Network Parse(ModelSource source, ParseOptions options);

    /// <summary>What a person wants to know about a model, also when <see cref="Parse"/> would refuse it for its operators.</summary>
    /// <exception cref="InvalidModelException">The bytes are malformed.</exception>
    ModelSummary Summarize(ModelSource source);
}
