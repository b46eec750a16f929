using System.Runtime.InteropServices;
using NnBridge.Cli.Npm;

namespace NnBridge.Bench.Native;

/// <summary>ONNX Runtime's native library as its makers publish it, fetched once.</summary>
internal static class OrtLibrary
{
    private static readonly NpmPackage Package = new("onnxruntime-node", "1.30.0",
        "sha512-twhs1C2C/BFkz1yc5OY0KIU2GUq6DURO7hD4bx5Q2Qy3nAMJwRXW8xU3NVczE29VA9lolLOYepoD8fjTGOfIqw==");

    private static string Platform { get; } = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string Processor { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";

    private static string FileName => Platform switch
    {
        "win32" => "onnxruntime.dll",
        "darwin" => $"libonnxruntime.{Package.Version}.dylib",
        _ => "libonnxruntime.so.1",
    };

    /// <summary>Whether the library has been fetched already.</summary>
    public static bool IsAtHand(string cacheFolder) => File.Exists(PathIn(cacheFolder));

    /// <summary>Path of the library for this machine; fetches it when it is not in the cache.</summary>
    /// <param name="cacheFolder">Where the package and the library are kept.</param>
    /// <exception cref="NpmException">It cannot be fetched, or holds no library for this machine.</exception>
    public static string Locate(string cacheFolder)
    {
        string library = PathIn(cacheFolder);
        if (File.Exists(library)) return library;

        byte[] bytes = Package.Read($"bin/napi-v6/{Platform}/{Processor}/{FileName}", cacheFolder);
        Directory.CreateDirectory(Path.GetDirectoryName(library)!);
        string partial = $"{library}.{Environment.ProcessId}";
        File.WriteAllBytes(partial, bytes);
        File.Move(partial, library, overwrite: true);
        return library;
    }

    private static string PathIn(string cacheFolder) =>
        Path.Combine(cacheFolder, $"{Package.Name}-{Package.Version}-{Platform}-{Processor}", FileName);
}
