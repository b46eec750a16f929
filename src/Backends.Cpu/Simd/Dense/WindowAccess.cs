namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>How a product reaches the windows of its input.</summary>
internal enum WindowAccess
{
    /// <summary>Each place of a window is a tap.</summary>
    Places,
    /// <summary>Each row of a window is a tap: its places lie together. Windows over the edge are copied.</summary>
    Joined,
    /// <summary>Every window is copied, and is the only tap.</summary>
    Gathered,
}
