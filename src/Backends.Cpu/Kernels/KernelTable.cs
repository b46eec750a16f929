using System.Collections.Concurrent;
using NnBridge.Ops;

namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>Which kernel computes which operator.</summary>
/// <param name="find">
/// The kernel of the operator with a name, null for none. It is asked once for each operator that is met: a list of all kernels would make
/// the runtime load them and their operators, which takes as long as optimising a network does.
/// </param>
internal sealed class KernelTable(Func<string, KernelEntry?> find)
{
    private readonly ConcurrentDictionary<Type, KernelEntry?> _met = [];

    public Support Supports(Op op, KernelSignature signature) => Find(op)?.Supports(op, signature) ?? Support.No($"no kernel for {op.Name}");

    /// <summary>What the kernel of a supported operator can do besides.</summary>
    public Fusions Fusions(Op op, KernelSignature signature) => Find(op)!.Fusions(op, signature);

    public IPreparedKernel Prepare(Op op, KernelSignature signature) => Find(op)!.Prepare(op, signature);

    private KernelEntry? Find(Op op)
    {
        Type type = op.GetType();
        if (_met.TryGetValue(type, out KernelEntry? entry)) return entry;
        return _met[type] = find(op.Name);
    }
}
