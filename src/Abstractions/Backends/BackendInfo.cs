namespace NnBridge;

/// <summary>One device that a plugin offers.</summary>
/// <param name="Id">Short name that options use, for instance <c>cpu.ref</c>; unique in a runtime.</param>
/// <param name="Device">What it is, for people.</param>
public sealed record BackendInfo(string Id, string Device)
{
    /// <summary>Alignment in bytes that the host gives every buffer; a power of two.</summary>
    public int BufferAlignment { get; init; } = 64;

    /// <summary>Order among backends when the caller states none: higher is tried first.</summary>
    public int Priority { get; init; }
}
