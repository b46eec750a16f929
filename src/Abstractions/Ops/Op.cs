using System.Collections.Immutable;

namespace NnBridge.Ops;

/// <summary>What a node does. The set is closed: only this assembly adds operators; a plugin that meets one it does not know answers No.</summary>
public abstract record Op
{
    private protected Op() { }

    /// <summary>Name of the operator: the name of its type.</summary>
    public string Name => GetType().Name;

    /// <summary>How many operands it takes.</summary>
    public abstract Arity Inputs { get; }

    /// <summary>Types and shapes of the outputs, without quantization.</summary>
    /// <remarks>
    /// Works with unknown dimensions and propagates what it can. Unranked operands give unranked outputs where nothing better is known.
    /// Parameters given as operands (axes, sizes, a new shape …) are used when they are constant.
    /// </remarks>
    /// <exception cref="InvalidNetworkException">The operands do not fit; says which and why.</exception>
    public abstract ImmutableArray<TensorInfo> InferOutputs(InferenceContext context);
}
