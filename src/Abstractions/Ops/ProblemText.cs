using System.Globalization;
using System.Runtime.CompilerServices;

namespace NnBridge.Ops;

/// <summary>A message that is put together only when a requirement does not hold; the compiler makes one of an interpolated string.</summary>
[InterpolatedStringHandler]
public ref struct ProblemText
{
    private DefaultInterpolatedStringHandler _text;

    /// <summary>Begins a message.</summary>
    /// <param name="literalLength">Characters outside of holes.</param>
    /// <param name="formattedCount">Holes.</param>
    /// <param name="condition">Whether the requirement holds.</param>
    /// <param name="isNeeded">Whether the message is needed: it does not.</param>
    public ProblemText(int literalLength, int formattedCount, bool condition, out bool isNeeded)
    {
        isNeeded = !condition;
        if (isNeeded) _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);
    }

    /// <summary>Adds text.</summary>
    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    /// <summary>Adds a value.</summary>
    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    /// <summary>The message; can be asked for once.</summary>
    public override string ToString() => _text.ToStringAndClear();
}
