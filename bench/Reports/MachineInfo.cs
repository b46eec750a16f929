using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NnBridge.Bench.Native;

namespace NnBridge.Bench.Reports;

/// <summary>Where and when something was measured.</summary>
internal static class MachineInfo
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>One line each: processor, vector instructions, system, versions, date.</summary>
    public static IReadOnlyList<(string Name, string Value)> Describe() =>
    [
        ("Processor", $"{Processor()}, {Environment.ProcessorCount} available"),
        ("Vectors", $"{Width()} bits{(AvxVnni.IsSupported ? ", AVX-VNNI" : "")}"),
        ("System", RuntimeInformation.OSDescription),
        (".NET", RuntimeInformation.FrameworkDescription),
        ("ONNX Runtime", $"{OrtApi.Version}, all optimisations, CPU"),
        ("Date", DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    ];

    private static int Width() => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static string Processor()
    {
        string? model = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : null;
        return $"{model ?? "unknown"} ({RuntimeInformation.ProcessArchitecture}{Identity()})";
    }

    private static string Identity()
    {
        if (!X86Base.IsSupported) return "";
        int signature = X86Base.CpuId(1, 0).Eax;
        int family = ((signature >> 8) & 15) + (((signature >> 8) & 15) == 15 ? (signature >> 20) & 255 : 0);
        int model = ((signature >> 4) & 15) | ((signature >> 12) & 240);
        return $", family {family} model {model}";
    }
}
