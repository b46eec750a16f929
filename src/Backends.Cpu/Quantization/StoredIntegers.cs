using NnBridge.Backends.Cpu.Kernels;

namespace NnBridge.Backends.Cpu.Quantization;

/// <summary>Reads and writes integers of 2 to 64 bits alike.</summary>
internal static class StoredIntegers
{
    /// <summary>Widens all elements.</summary>
    public static void Read(TensorBuffer source, Span<int> target)
    {
        switch (source.Info.Type)
        {
            case ElementType.Int8: Widen(source.Span<sbyte>(), target); break;
            case ElementType.UInt8: Widen(source.Span<byte>(), target); break;
            case ElementType.Int16: Widen<short>(source.Span<short>(), target); break;
            case ElementType.UInt16: Widen<ushort>(source.Span<ushort>(), target); break;
            case ElementType.Int32: source.Span<int>().CopyTo(target); break;
            default: Unpack(source, target); break;
        }
    }

    /// <summary>Widens all elements of a type of at most 8 bits, into half the memory.</summary>
    public static void ReadNarrow(TensorBuffer source, Span<short> target)
    {
        switch (source.Info.Type)
        {
            case ElementType.Int8: Widen(source.Span<sbyte>(), target); break;
            case ElementType.UInt8: Widen(source.Span<byte>(), target); break;
            default:
                var wide = new int[target.Length];
                Unpack(source, wide);
                for (int i = 0; i < wide.Length; i++) target[i] = (short)wide[i];
                break;
        }
    }

    /// <summary>One element of an Int32 or Int64 tensor.</summary>
    public static long At(TensorBuffer source, int index) =>
        source.Info.Type == ElementType.Int64 ? source.Span<long>()[index] : source.Span<int>()[index];

    /// <summary>Stores an integer that fits the element type of at least 8 bits.</summary>
    public static void Write(TensorBuffer target, int index, int value)
    {
        switch (target.Info.Type)
        {
            case ElementType.Int8: target.Span<sbyte>()[index] = (sbyte)value; break;
            case ElementType.UInt8: target.Span<byte>()[index] = (byte)value; break;
            case ElementType.Int16: target.Span<short>()[index] = (short)value; break;
            case ElementType.UInt16: target.Span<ushort>()[index] = (ushort)value; break;
            case ElementType.Int64: target.Span<long>()[index] = value; break;
            default: target.Span<int>()[index] = value; break;
        }
    }

    /// <summary>Whether <see cref="Read"/> handles a type.</summary>
    public static bool CanRead(ElementType type) => type.IsInteger() && type.BitWidth() <= 16;

    // Not generic, as weights are read when a process starts, and generic arithmetic is slow until it is optimised.
    private static void Widen(ReadOnlySpan<sbyte> source, Span<int> target)
    {
        for (int i = 0; i < source.Length; i++) target[i] = source[i];
    }

    private static void Widen(ReadOnlySpan<byte> source, Span<int> target)
    {
        for (int i = 0; i < source.Length; i++) target[i] = source[i];
    }

    private static void Widen(ReadOnlySpan<sbyte> source, Span<short> target)
    {
        for (int i = 0; i < source.Length; i++) target[i] = source[i];
    }

    private static void Widen(ReadOnlySpan<byte> source, Span<short> target)
    {
        for (int i = 0; i < source.Length; i++) target[i] = source[i];
    }

    private static void Widen<T>(ReadOnlySpan<T> source, Span<int> target) where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        for (int i = 0; i < source.Length; i++) target[i] = int.CreateTruncating(source[i]);
    }

    private static void Unpack(TensorBuffer source, Span<int> target)
    {
        int bits = source.Info.Type.BitWidth();
        bool signed = source.Info.Type.IsSignedInteger();
        ReadOnlySpan<byte> bytes = source.Bytes.Span;
        for (int i = 0; i < target.Length; i++)
        {
            int raw = PackedBits.Get(bytes, i, bits);
            target[i] = signed ? (raw << (32 - bits)) >> (32 - bits) : raw;
        }
    }
}
