using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NnBridge;

/// <summary>Version of the contract between host and plugins. A host accepts its own major version and minor versions up to its own.</summary>
/// <param name="Major">Grows when an old plugin can no longer run.</param>
/// <param name="Minor">Grows when something optional is added.</param>
public readonly record struct AbiVersion(int Major, int Minor) : IParsable<AbiVersion>
{
    /// <summary>Version of this assembly.</summary>
    public static AbiVersion Current { get; } = new(1, 0);

    /// <summary>Whether a host of this version can run a plugin built against <paramref name="plugin"/>.</summary>
    public bool CanHost(AbiVersion plugin) => plugin.Major == Major && plugin.Minor <= Minor;

    /// <summary>Reads <c>major.minor</c>.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static AbiVersion Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out AbiVersion version) ? version : throw new FormatException($"'{s}' is not major.minor");

    /// <summary>Reads <c>major.minor</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AbiVersion result)
    {
        result = default;
        string[] parts = (s ?? "").Split('.');
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor)) return false;
        result = new AbiVersion(major, minor);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}";
}
