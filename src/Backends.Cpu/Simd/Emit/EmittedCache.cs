using System.Collections.Concurrent;

namespace NnBridge.Backends.Cpu.Simd.Emit;

/// <summary>Functions that are emitted, and checked, for each geometry when it is first asked for.</summary>
/// <param name="emit">Writes a function.</param>
/// <param name="passes">Whether it computes what it should.</param>
/// <typeparam name="TGeometry">What is part of the code.</typeparam>
/// <typeparam name="TJob">What a function is handed.</typeparam>
internal sealed class EmittedCache<TGeometry, TJob>(Action<Assembler, CallConvention, TGeometry> emit, Func<EmittedFunction<TJob>, TGeometry, bool> passes)
    where TGeometry : notnull where TJob : unmanaged
{
    private readonly ConcurrentDictionary<TGeometry, Lazy<EmittedFunction<TJob>?>> _functions = new();

    /// <summary>The function; null where code may not be written, or computes something else.</summary>
    public EmittedFunction<TJob>? Find(TGeometry geometry) => _functions.GetOrAdd(geometry, key => new Lazy<EmittedFunction<TJob>?>(() =>
        CheckedCode.Create<TJob>((code, convention) => emit(code, convention, key), function => passes(function, key)))).Value;
}
