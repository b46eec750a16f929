using NnBridge.Backends.Cpu.Native;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Makes kernels of code that is written now, and lets nobody have them before they have computed what plain code computes.</summary>
internal static class CheckedCode
{
    /// <summary>The kernels; null where code may not be written, or computes something else.</summary>
    /// <param name="emit">Writes the code and says where each kernel begins.</param>
    /// <param name="make">Makes kernels of the code, which lives as long as they do.</param>
    /// <param name="passes">Whether they compute what they should.</param>
    public static T? Create<T>(Func<Assembler, CallConvention, int[]> emit, Func<ExecutableMemory, int[], T> make, Func<T, bool> passes) where T : class
    {
        var code = new Assembler();
        int[] places = emit(code, CallConvention.Current);
        if (ExecutableMemory.TryCreate(code.ToArray()) is not { } memory) return null;
        T kernels = make(memory, places);
        if (passes(kernels)) return kernels;
        memory.Dispose();
        return null;
    }

    /// <summary>A function that is alone in its memory; null as above.</summary>
    /// <param name="emit">Writes it.</param>
    /// <param name="passes">Whether it computes what it should.</param>
    public static EmittedFunction<TJob>? Create<TJob>(Action<Assembler, CallConvention> emit, Func<EmittedFunction<TJob>, bool> passes) where TJob : unmanaged => Create(
        (code, convention) =>
        {
            emit(code, convention);
            return [0];
        },
        (memory, _) => new EmittedFunction<TJob>(memory), passes);
}
