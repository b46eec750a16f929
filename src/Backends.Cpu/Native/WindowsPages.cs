using System.Runtime.InteropServices;

namespace NnBridge.Backends.Cpu.Native;

/// <summary><c>VirtualAlloc</c>, <c>VirtualProtect</c> and <c>VirtualFree</c> of <c>memoryapi.h</c>.</summary>
internal static partial class WindowsPages
{
    private const uint CommitAndReserve = 0x3000;
    private const uint Release = 0x8000;
    private const uint ReadWrite = 0x04;
    private const uint ExecuteRead = 0x20;

    public static nint Allocate(nuint bytes) => VirtualAlloc(nint.Zero, bytes, CommitAndReserve, ReadWrite);

    public static bool MakeExecutable(nint address, nuint bytes) => VirtualProtect(address, bytes, ExecuteRead, out _) != 0;

    public static bool Free(nint address) => VirtualFree(address, 0, Release) != 0;

    [LibraryImport("kernel32")]
    private static partial nint VirtualAlloc(nint address, nuint bytes, uint type, uint protection);

    [LibraryImport("kernel32")]
    private static partial int VirtualProtect(nint address, nuint bytes, uint protection, out uint before);

    [LibraryImport("kernel32")]
    private static partial int VirtualFree(nint address, nuint bytes, uint type);
}
