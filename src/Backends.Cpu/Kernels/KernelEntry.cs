using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>The kernel of one operator, for those who know the operator by its base type.</summary>
internal abstract class KernelEntry
{
    public static KernelEntry Of<TOp, TKernel>() where TOp : Op where TKernel : IKernel<TKernel, TOp> => new Typed<TOp, TKernel>();

    /// <inheritdoc cref="IKernel{TSelf, TOp}.Supports"/>
    public abstract Support Supports(Op op, KernelSignature signature);

    /// <inheritdoc cref="IKernel{TSelf, TOp}.Fusions"/>
    public abstract Fusions Fusions(Op op, KernelSignature signature);

    /// <inheritdoc cref="IKernel{TSelf, TOp}.Prepare"/>
    public abstract IPreparedKernel Prepare(Op op, KernelSignature signature);

    private sealed class Typed<TOp, TKernel> : KernelEntry where TOp : Op where TKernel : IKernel<TKernel, TOp>
    {
        public override Support Supports(Op op, KernelSignature signature) => TKernel.Supports((TOp)op, signature);

        public override Fusions Fusions(Op op, KernelSignature signature) => TKernel.Fusions((TOp)op, signature);

        public override IPreparedKernel Prepare(Op op, KernelSignature signature) => TKernel.Prepare((TOp)op, signature);
    }
}
