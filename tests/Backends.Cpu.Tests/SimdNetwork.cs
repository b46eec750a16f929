using NnBridge.Runtime;

namespace NnBridge.Backends.Cpu.Tests;

/// <summary>Runs networks on <c>cpu.simd</c> alone.</summary>
internal static class SimdNetwork
{
    public static NnRuntime CreateRuntime() => NnRuntime.Create(new NnRuntimeOptions().AddBackend(new CpuBackendFactory()));

    /// <summary>The first output for a first input.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">Its first input.</param>
    /// <param name="precision">How exact products have to be.</param>
    /// <param name="threads">Threads that the run may use.</param>
    /// <param name="look">Sees what was compiled.</param>
    public static float[] Run(Network network, float[] x, Precision precision, int threads = 1, Action<CompiledProgram>? look = null)
    {
        using NnRuntime runtime = CreateRuntime();
        using CompiledProgram program = runtime.Compile(network, new CompileOptions { Backends = [CpuBackendFactory.SimdId], Precision = precision, Threads = threads });
        look?.Invoke(program);
        using Session session = program.CreateSession();
        x.CopyTo(session.Input<float>(0));
        session.Run();
        return session.Output<float>(0).ToArray();
    }

    /// <summary>An output for a first input, computed by one backend.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">Its first input.</param>
    /// <param name="backend">The backend.</param>
    /// <param name="threads">Threads that the run may use.</param>
    /// <param name="output">Which output.</param>
    public static TTo[] Run<TFrom, TTo>(Network network, TFrom[] x, string backend, int threads = 1, int output = 0) where TFrom : unmanaged where TTo : unmanaged
    {
        using NnRuntime runtime = CreateRuntime();
        using CompiledProgram program = runtime.Compile(network, new CompileOptions { Backends = [backend], Precision = Precision.Strict, Threads = threads });
        using Session session = program.CreateSession();
        x.CopyTo(session.Input<TFrom>(0));
        session.Run();
        return session.Output<TTo>(output).ToArray();
    }

    /// <summary>Numbers of -1 to 1 for a tensor.</summary>
    public static float[] Numbers(Random random, Shape shape) => Numbers(random, shape.ElementCount);

    /// <summary>Numbers of -1 to 1.</summary>
    public static float[] Numbers(Random random, long count)
    {
        var numbers = new float[count];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = (random.NextSingle() * 2) - 1;
        return numbers;
    }
}
