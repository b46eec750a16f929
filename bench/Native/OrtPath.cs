using System.Runtime.InteropServices;

namespace NnBridge.Bench.Native;

/// <summary>A path as ONNX Runtime takes it: UTF-16 on Windows, UTF-8 elsewhere.</summary>
internal readonly struct OrtPath(string path) : IDisposable
{
    /// <summary>The zero-terminated text.</summary>
    public nint Pointer { get; } = OperatingSystem.IsWindows() ? Marshal.StringToCoTaskMemUni(path) : Marshal.StringToCoTaskMemUTF8(path);

    /// <summary>Frees the text.</summary>
    public void Dispose() => Marshal.FreeCoTaskMem(Pointer);
}
