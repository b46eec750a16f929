using System.Runtime.InteropServices;

namespace NnBridge;

/// <summary>Run-time memory of a tensor.</summary>
/// <param name="Info">Type, shape and quantization; every dimension is known while a backend runs.</param>
/// <param name="Bytes">Row-major elements, little-endian; exactly as many bytes as <paramref name="Info"/> says.</param>
public readonly record struct TensorBuffer(TensorInfo Info, Memory<byte> Bytes)
{
    /// <summary>The elements; packed types are seen as bytes.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> does not fit the element type.</exception>
    public Span<T> Span<T>() where T : unmanaged
    {
        Check<T>(Info.Type);
#pragma warning disable RS0030 // the one place where tensor bytes become typed elements
        return MemoryMarshal.Cast<byte, T>(Bytes.Span);
#pragma warning restore RS0030
    }

    /// <summary>A buffer over the data of a constant. Nobody may write to it.</summary>
    public static TensorBuffer OfConstant(Tensor constant)
    {
        ArgumentNullException.ThrowIfNull(constant);
#pragma warning disable RS0030 // inputs of a kernel are only read; the type does not tell inputs from outputs
        return new TensorBuffer(constant.Info, MemoryMarshal.AsMemory(constant.Bytes));
#pragma warning restore RS0030
    }

    internal static ReadOnlySpan<T> View<T>(ElementType type, ReadOnlySpan<byte> bytes) where T : unmanaged
    {
        Check<T>(type);
#pragma warning disable RS0030 // see Span
        return MemoryMarshal.Cast<byte, T>(bytes);
#pragma warning restore RS0030
    }

    private static void Check<T>(ElementType type) where T : unmanaged
    {
        if (!type.Matches<T>()) throw new InvalidOperationException($"elements are {type}, they cannot be read as {typeof(T).Name}");
    }
}
