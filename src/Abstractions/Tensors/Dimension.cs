using System.Globalization;

namespace NnBridge;

/// <summary>One dimension of a shape: a size, or unknown, then with an optional name. Equal names mean equal sizes.</summary>
public readonly record struct Dimension
{
    private readonly int _sizePlusOne;

    private Dimension(int sizePlusOne, string? name) => (_sizePlusOne, Name) = (sizePlusOne, name);

    /// <summary>A known size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public Dimension(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfEqual(size, int.MaxValue);
        _sizePlusOne = size + 1;
    }

    /// <summary>An unknown dimension without a name. Also the default value.</summary>
    public static Dimension Unknown => default;

    /// <summary>Number of elements along the dimension, or -1 when unknown.</summary>
    public int Size => _sizePlusOne - 1;

    /// <summary>Name of an unknown dimension, for instance "batch"; null when known or nameless.</summary>
    public string? Name { get; }

    /// <summary>Whether the size is known.</summary>
    public bool IsKnown => _sizePlusOne > 0;

    /// <summary>An unknown dimension with a name.</summary>
    public static Dimension Named(string name) => new(0, name);

    /// <summary>A known size; -1 is unknown.</summary>
    public static implicit operator Dimension(int size) => size == -1 ? Unknown : new Dimension(size);

    /// <summary>The size, the name, or "?".</summary>
    public override string ToString() => IsKnown ? Size.ToString(CultureInfo.InvariantCulture) : Name ?? "?";
}
