using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>How one operator is computed.</summary>
internal interface IKernel<TSelf, TOp> : IPreparedKernel where TSelf : IKernel<TSelf, TOp> where TOp : Op
{
    /// <summary>Whether these element types and parameters can be computed. Shapes may hold unknown dimensions.</summary>
    static abstract Support Supports(TOp op, KernelSignature signature);

    /// <summary>What the kernel can do besides, for operands that it supports.</summary>
    static virtual Fusions Fusions(TOp op, KernelSignature signature) => Kernels.Fusions.None;

    /// <summary>Does once what need not be done in every run.</summary>
    static abstract TSelf Prepare(TOp op, KernelSignature signature);
}
