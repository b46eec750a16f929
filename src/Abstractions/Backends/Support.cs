namespace NnBridge;

/// <summary>A backend's answer about a node: Yes, or No with every reason. The default value is No.</summary>
public readonly record struct Support
{
    private Support(bool supported, string? reason) => (IsSupported, Reason) = (supported, reason);

    /// <summary>Whether the backend can run the node.</summary>
    public bool IsSupported { get; }

    /// <summary>Why not; null when supported.</summary>
    public string? Reason { get; }

    /// <summary>The backend can run the node.</summary>
    public static Support Yes { get; } = new(true, null);

    /// <summary>The backend cannot run the node.</summary>
    /// <param name="reason">What was found and what is expected, without the node's name.</param>
    public static Support No(string reason) => new(false, reason);

    /// <summary>Yes when every rule holds, else No with the text of every rule that does not.</summary>
    public static Support All(params ReadOnlySpan<SupportRule> rules)
    {
        string? broken = null;
        foreach (SupportRule rule in rules)
            if (rule.Broken is { } text) broken = broken is null ? text : $"{broken}; {text}";
        return broken is null ? Yes : No(broken);
    }
}
