using NnBridge.Backends.Cpu.Native;

namespace NnBridge.Backends.Cpu.Simd.Amx;

/// <summary>Emitted kernels of one kind.</summary>
internal sealed unsafe class AmxKernels
{
    private const int Sizes = 2;

    private readonly nint[] _kernels;
    private readonly ExecutableMemory? _code;

    /// <param name="kind">What they multiply.</param>
    /// <param name="kernels">Functions <c>void (AmxJob*)</c>: <c>[tiles of rows][tiles of columns]</c>.</param>
    /// <param name="code">The code, which lives as long as the kernels; null where something else keeps it.</param>
    public AmxKernels(AmxKind kind, ReadOnlySpan<nint> kernels, ExecutableMemory? code = null)
    {
        (Kind, _kernels, _code) = (kind, kernels.ToArray(), code);
        if (_kernels.Length != Sizes * Sizes) throw new ArgumentException($"{_kernels.Length} kernels, expected {Sizes * Sizes}", nameof(kernels));
    }

    public AmxKind Kind { get; }

    /// <summary>Floats of 16 bits of which an operand consists; 1 for bytes.</summary>
    public int Planes => PlanesOf(Kind);

    public static int PlanesOf(AmxKind kind) => kind == AmxKind.SplitPairs ? 2 : 1;

    /// <summary>Runs a kernel.</summary>
    /// <param name="rows">Tiles of rows.</param>
    /// <param name="columns">Tiles of columns.</param>
    /// <param name="job">The rest.</param>
    public void Run(int rows, int columns, AmxJob* job)
    {
        ((delegate* unmanaged<AmxJob*, void>)_kernels[((rows - 1) * Sizes) + columns - 1])(job);
        GC.KeepAlive(_code);
    }
}
