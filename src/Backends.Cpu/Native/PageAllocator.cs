namespace NnBridge.Backends.Cpu.Native;

/// <summary>Whole pages from the operating system.</summary>
internal static class PageAllocator
{
    /// <summary>Pages that may be read and written; 0 when there are none.</summary>
    public static nint Allocate(nuint bytes) => OperatingSystem.IsWindows() ? WindowsPages.Allocate(bytes) : UnixPages.Allocate(bytes);

    /// <summary>Makes pages readable and executable, and no longer writable; false when that is not allowed.</summary>
    public static bool MakeExecutable(nint address, nuint bytes) =>
        OperatingSystem.IsWindows() ? WindowsPages.MakeExecutable(address, bytes) : UnixPages.MakeExecutable(address, bytes);

    /// <summary>Gives pages back.</summary>
    public static bool Free(nint address, nuint bytes) => OperatingSystem.IsWindows() ? WindowsPages.Free(address) : UnixPages.Free(address, bytes);
}
