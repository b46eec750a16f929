namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>A kernel ready to run: the hot path is one virtual call per node. Immutable, shared by all sessions.</summary>
internal interface IPreparedKernel
{
    /// <summary>Computes the outputs. Takes shapes from <paramref name="args"/>, where every dimension is known, and allocates nothing.</summary>
    void Run(in KernelArgs args);
}
