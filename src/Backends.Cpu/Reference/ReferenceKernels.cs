using NnBridge.Backends.Cpu.Kernels;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Reference;

/// <summary>The operators of <c>cpu.ref</c>: one line each, in alphabetical order.</summary>
internal static class ReferenceKernels
{
    public static KernelTable All { get; } = new KernelTable.Builder()
        .Add<Softmax, SoftmaxKernel>()
        .Build();
}
