using System.Runtime.InteropServices;

namespace NnBridge.Backends.Cpu.Native;

/// <summary>Asks the operating system for the tile registers of AMX, which threads get only on request.</summary>
/// <remarks>Linux since 5.16 (<c>Documentation/arch/x86/xstate.rst</c>). Elsewhere the answer is no: nobody has tried it there.</remarks>
internal static partial class TilePermission
{
    private const long ArchPrctl = 158;
    private const long RequestPermission = 0x1023;
    private const long TileData = 18;

    private static readonly Lazy<bool> s_granted = new(() => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && Ask());

    /// <summary>Whether the process may use them; asked once, holds for all threads.</summary>
    public static bool IsGranted => s_granted.Value;

    private static bool Ask()
    {
        try
        {
            return SystemCall(ArchPrctl, RequestPermission, TileData) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long SystemCall(long number, long first, long second);
}
