using System.Runtime.InteropServices;

namespace NnBridge.Backends.Cpu.Native;

/// <summary>Pages with machine code. They are written before they may be executed, and never both at once; the last reference frees them.</summary>
internal sealed class ExecutableMemory : SafeHandle
{
    private readonly nuint _bytes;

    private ExecutableMemory(nint address, nuint bytes)
        : base(nint.Zero, ownsHandle: true)
    {
        SetHandle(address);
        _bytes = bytes;
    }

    public override bool IsInvalid => handle == nint.Zero;

    /// <summary>Where the code begins: at a page.</summary>
    public nint Address => handle;

    /// <summary>Copies code to memory that can be executed; null where the operating system does not allow that.</summary>
    public static unsafe ExecutableMemory? TryCreate(ReadOnlySpan<byte> code)
    {
        if (code.IsEmpty) return null;
        var bytes = (nuint)code.Length;
        nint address = PageAllocator.Allocate(bytes);
        if (address == nint.Zero) return null;
        var memory = new ExecutableMemory(address, bytes);
        code.CopyTo(new Span<byte>((void*)address, code.Length));
        if (PageAllocator.MakeExecutable(address, bytes)) return memory;
        memory.Dispose();
        return null;
    }

    protected override bool ReleaseHandle() => PageAllocator.Free(handle, _bytes);
}
