using BenchmarkDotNet.Attributes;
using NnBridge.Backends.Cpu;
using NnBridge.Runtime;

namespace NnBridge.Bench.Kernels;

/// <summary>One node, run by one backend.</summary>
public class KernelBenchmarks
{
    private NnRuntime? _runtime;
    private CompiledProgram? _program;
    private Session? _session;

    /// <summary>What is computed.</summary>
    [ParamsSource(nameof(Cases))]
    public KernelCase Case { get; set; } = KernelCases.All[0];

    /// <summary>Who computes it; what a backend refuses runs on the reference backend.</summary>
    [Params("cpu.simd")]
    public string Backend { get; set; } = "";

    /// <summary>Everything that can be measured.</summary>
    public static IEnumerable<KernelCase> Cases => KernelCases.All;

    /// <summary>Compiles the network.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _runtime = NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory()));
        _program = _runtime.Compile(Case.ToNetwork(), new CompileOptions { Backends = [Backend] });
        _session = _program.CreateSession();
        Case.RandomInput().Bytes.CopyTo(_session.InputBuffer(0).Bytes);
    }

    /// <summary>Frees what <see cref="SetUp"/> made.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _session?.Dispose();
        _program?.Dispose();
        _runtime?.Dispose();
    }

    /// <summary>Runs it once.</summary>
    [Benchmark]
    public void Run() => _session!.Run();
}
