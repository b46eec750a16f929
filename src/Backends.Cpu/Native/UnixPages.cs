using System.Runtime.InteropServices;

namespace NnBridge.Backends.Cpu.Native;

/// <summary><c>mmap</c>, <c>mprotect</c> and <c>munmap</c> of <c>sys/mman.h</c>.</summary>
internal static partial class UnixPages
{
    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;
    private const int Private = 2;
    private const int AnonymousLinux = 0x20;
    private const int AnonymousBsd = 0x1000;
    private const nint Failed = -1;

    public static nint Allocate(nuint bytes)
    {
        int anonymous = OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? AnonymousBsd : AnonymousLinux;
        nint address = Map(nint.Zero, bytes, Read | Write, Private | anonymous, -1, 0);
        return address == Failed ? nint.Zero : address;
    }

    public static bool MakeExecutable(nint address, nuint bytes) => Protect(address, bytes, Read | Execute) == 0;

    public static bool Free(nint address, nuint bytes) => Unmap(address, bytes) == 0;

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint bytes, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint bytes);
}
