using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NnBridge.Backends.Cpu.Simd.Amx;
using NnBridge.Backends.Cpu.Simd.Dense;
using NnBridge.Backends.Cpu.Simd.Integers;

namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>What a kernel is asked to work on: the types, shapes and known data of a node's operands and results.</summary>
/// <param name="Inputs">Operands; null where one is left out.</param>
/// <param name="Outputs">Results.</param>
/// <param name="Constants">Data of operands that never change; null elsewhere.</param>
internal sealed record KernelSignature(
    ImmutableArray<TensorInfo?> Inputs, ImmutableArray<TensorInfo> Outputs, ImmutableArray<Tensor?> Constants)
{
    /// <summary>What the kernel may do.</summary>
    public Allowance Allowed { get; init; } = Allowance.None;

    /// <inheritdoc cref="Allowance.Threads"/>
    public int Threads => Allowed.Threads;

    /// <inheritdoc cref="Allowance.RoundsProducts"/>
    public bool RoundsProducts => Allowed.RoundsProducts;

    /// <inheritdoc cref="Allowance.Precision"/>
    public Precision Precision => Allowed.Precision;

    /// <inheritdoc cref="Allowance.EmittedFloats"/>
    public Lazy<TileSet?>? EmittedFloats => Allowed.EmittedFloats;

    /// <inheritdoc cref="Allowance.Floats24"/>
    public Lazy<TileSet?>? Floats24 => Allowed.Floats24;

    /// <inheritdoc cref="Allowance.Pairs"/>
    public TileSet? Pairs => Allowed.Pairs;

    /// <inheritdoc cref="Allowance.Amx"/>
    public AmxUnit? Amx => Allowed.Amx;

    /// <inheritdoc cref="Allowance.Integers"/>
    public IntegerTiles Integers => Allowed.Integers;

    /// <summary>Whether a convolution is not to be computed by Winograd's method, whose weights take more memory.</summary>
    public bool IsDirect { get; init; }

    /// <summary>An operand beyond those of the operator, of the result's shape, that is added to the result before its activation; -1 for none.</summary>
    public int Addend { get; init; } = -1;

    /// <summary>Elements between rows (of the last dimension) of the result when it is part of something wider; 0 when rows follow each other.</summary>
    public int OutputStride { get; init; }

    /// <summary>Elements between rows of the result.</summary>
    /// <param name="columns">Elements of a row.</param>
    public int RowStride(int columns) => OutputStride > 0 ? OutputStride : columns;

    /// <summary>What computes the first operand; null where it is there.</summary>
    public BandSource? Source { get; init; }

    /// <summary>What a node asks for.</summary>
    /// <param name="node">The node.</param>
    /// <param name="allowed">What its kernel may do; null for nothing beyond computing.</param>
    public static KernelSignature Of(Node node, Allowance? allowed = null)
    {
        var inputs = new TensorInfo?[node.Inputs.Length];
        var constants = new Tensor?[inputs.Length];
        for (int i = 0; i < inputs.Length; i++) (inputs[i], constants[i]) = (node.Inputs[i]?.Info, node.Inputs[i]?.Constant);
        var outputs = new TensorInfo[node.Outputs.Length];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = node.Outputs[i].Info;
        return new KernelSignature(
            ImmutableCollectionsMarshal.AsImmutableArray(inputs), ImmutableCollectionsMarshal.AsImmutableArray(outputs), ImmutableCollectionsMarshal.AsImmutableArray(constants))
        {
            Allowed = allowed ?? Allowance.None,
        };
    }

    /// <summary>Element type of a required operand.</summary>
    public ElementType InputType(int index) => Input(index).Type;

    /// <summary>A required operand; the builder made sure that it is there.</summary>
    public TensorInfo Input(int index) => Optional(index) ?? throw new ArgumentOutOfRangeException(nameof(index), index, "operand is left out");

    public TensorInfo? Optional(int index) => index < Inputs.Length ? Inputs[index] : null;

    public bool Has(int index) => Optional(index) is not null;
}
