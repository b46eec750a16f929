using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Simd.Dense;

/// <summary>Constant weights of floats where they are stored: in another order they are read at other distances, not copied.</summary>
internal readonly struct StoredFloats
{
    private readonly Tensor _tensor;
    private readonly nint[] _strides;

    private StoredFloats(Tensor tensor, nint[] strides) => (_tensor, _strides) = (tensor, strides);

    /// <summary>The elements, as they are stored.</summary>
    public ReadOnlySpan<float> Data => _tensor.Span<float>();

    /// <summary>Distance between neighbours along the first dimension.</summary>
    public nint First => _strides[0];

    /// <summary>Distance between neighbours along the dimensions between the first and the last, as if they were one.</summary>
    public nint Middle => _strides.Length > 2 ? _strides[^2] : 0;

    /// <summary>Distance between neighbours along the last dimension.</summary>
    public nint Last => _strides[^1];

    /// <summary>A constant operand as its bytes are.</summary>
    public static StoredFloats InOrder(KernelSignature signature, int input)
    {
        Tensor tensor = Constants.Of(signature, input);
        return new StoredFloats(tensor, Strides(tensor.Info.Shape));
    }

    /// <summary>A constant operand where it is stored, if the dimensions between the first and the last follow each other there.</summary>
    public static StoredFloats Of(KernelSignature signature, int input)
    {
        Tensor tensor = Constants.Of(signature, input);
        if (tensor.TransposedFrom is not { } from) return InOrder(signature, input);
        nint[] stored = Strides(from.Source.Info.Shape);
        var strides = new nint[stored.Length];
        for (int axis = 0; axis < strides.Length; axis++) strides[axis] = stored[from.Axes[axis]];
        for (int axis = 1; axis < strides.Length - 2; axis++)
            if (strides[axis] != strides[axis + 1] * tensor.Info.Shape[axis + 1]) return InOrder(signature, input);
        return new StoredFloats(from.Source, strides);
    }

    private static nint[] Strides(Shape shape)
    {
        var strides = new nint[shape.Rank];
        for (int axis = 0; axis < strides.Length; axis++) strides[axis] = (nint)shape.Product(axis + 1, shape.Rank);
        return strides;
    }
}
