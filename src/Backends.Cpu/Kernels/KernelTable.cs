using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>Which kernel computes which operator.</summary>
internal sealed class KernelTable
{
    private readonly Dictionary<Type, Entry> _entries;

    private KernelTable(Dictionary<Type, Entry> entries) => _entries = entries;

    /// <summary>The operators that have a kernel.</summary>
    public IEnumerable<Type> Operators => _entries.Keys;

    public Support Supports(Op op, KernelSignature signature) => _entries.TryGetValue(op.GetType(), out Entry? entry)
        ? entry.Supports(op, signature)
        : Support.No($"no kernel for {op.Name}");

    /// <summary>What the kernel of a supported operator can do besides.</summary>
    public Fusions Fusions(Op op, KernelSignature signature) => _entries[op.GetType()].Fusions(op, signature);

    public IPreparedKernel Prepare(Op op, KernelSignature signature) => _entries[op.GetType()].Prepare(op, signature);

    private sealed record Entry(
        Func<Op, KernelSignature, Support> Supports, Func<Op, KernelSignature, Fusions> Fusions, Func<Op, KernelSignature, IPreparedKernel> Prepare);

    public sealed class Builder
    {
        private readonly Dictionary<Type, Entry> _entries = [];

        public Builder Add<TOp, TKernel>() where TOp : Op where TKernel : IKernel<TKernel, TOp>
        {
            _entries.Add(typeof(TOp), new Entry(
                (op, signature) => TKernel.Supports((TOp)op, signature),
                (op, signature) => TKernel.Fusions((TOp)op, signature),
                (op, signature) => TKernel.Prepare((TOp)op, signature)));
            return this;
        }

        public KernelTable Build() => new(_entries);
    }
}
