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
    private static readonly KernelSignature s_plain = new([], [], []);

    /// <summary>Threads that one run may use.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Whether floats are to be added exactly like in the reference. Where activations are quantized on the way, a difference in the last bit
    /// may become a whole step.
    /// </summary>
    public bool RoundsProducts { get; init; }

    /// <summary>How exactly float products must be computed.</summary>
    public Precision Precision { get; init; } = Precision.Strict;

    /// <summary>Tiles of floats whose code is written at run time; null where that is not allowed.</summary>
    public Lazy<TileSet?>? EmittedFloats { get; init; }

    /// <summary>Tiles of floats of 24 bits, where those suffice; null where they do not, or code must not be written.</summary>
    public Lazy<TileSet?>? Floats24 { get; init; }

    /// <summary>Tiles of pairs of floats of 16 bits, where those suffice; null where they do not, or the processor has none.</summary>
    public TileSet? Pairs { get; init; }

    /// <summary>The processor's matrix unit; null where code must not be written.</summary>
    public AmxUnit? Amx { get; init; }

    /// <summary>How 8-bit integers are multiplied.</summary>
    public IntegerTiles Integers { get; init; } = IntegerTiles.Intrinsics;

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

    /// <summary>What a node asks for when nothing is allowed.</summary>
    public static KernelSignature Of(Node node) => s_plain.For(node);

    /// <summary>What a node asks for, with what is allowed here.</summary>
    public KernelSignature For(Node node)
    {
        var inputs = new TensorInfo?[node.Inputs.Length];
        var constants = new Tensor?[inputs.Length];
        for (int i = 0; i < inputs.Length; i++) (inputs[i], constants[i]) = (node.Inputs[i]?.Info, node.Inputs[i]?.Constant);
        var outputs = new TensorInfo[node.Outputs.Length];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = node.Outputs[i].Info;
        return this with
        {
            Inputs = ImmutableCollectionsMarshal.AsImmutableArray(inputs), Outputs = ImmutableCollectionsMarshal.AsImmutableArray(outputs), Constants = ImmutableCollectionsMarshal.AsImmutableArray(constants),
        };
    }

    /// <summary>Element type of a required operand.</summary>
    public ElementType InputType(int index) => Input(index).Type;

    /// <summary>A required operand; the builder made sure that it is there.</summary>
    public TensorInfo Input(int index) => Optional(index) ?? throw new ArgumentOutOfRangeException(nameof(index), index, "operand is left out");

    public TensorInfo? Optional(int index) => index < Inputs.Length ? Inputs[index] : null;

    public bool Has(int index) => Optional(index) is not null;
}
