using System.Runtime.InteropServices;

namespace NnBridge.Runtime.Execution;

/// <summary>Memory at an aligned address that the garbage collector frees and never moves.</summary>
internal static class AlignedMemory
{
    /// <summary>Zeroed memory.</summary>
    /// <param name="bytes">Size.</param>
    /// <param name="alignment">Power of two.</param>
    /// <exception cref="InvalidNetworkException">More than one buffer can hold.</exception>
    public static Memory<byte> Allocate(long bytes, int alignment) => AllocateArray(bytes, alignment);

    /// <inheritdoc cref="Allocate"/>
    public static ArraySegment<byte> AllocateArray(long bytes, int alignment)
    {
        if (bytes > Array.MaxLength - alignment)
            throw new InvalidNetworkException($"tensors that are alive at the same time take {bytes} bytes, more than the {Array.MaxLength - alignment} that one buffer can hold");
        byte[] array = GC.AllocateArray<byte>((int)bytes + alignment, pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        int offset = (int)((alignment - (address % alignment)) % alignment);
        return new ArraySegment<byte>(array, offset, (int)bytes);
    }

    /// <summary>Memory for one tensor, which reads as zero.</summary>
    public static TensorBuffer AllocateZeros(TensorInfo info, int alignment)
    {
        var buffer = new TensorBuffer(info, Allocate(info.ByteCount, alignment));
        buffer.FillWithZero();
        return buffer;
    }

    /// <summary>Makes a tensor read as zero: stored zeros, or the zero point.</summary>
    public static void FillWithZero(this TensorBuffer buffer)
    {
        int zero = buffer.Info.Quantization is { IsPerTensor: true } q ? q.ZeroPoint : 0;
        switch (buffer.Info.Type)
        {
            case ElementType.Int8: buffer.Span<sbyte>().Fill((sbyte)zero); break;
            case ElementType.UInt8: buffer.Span<byte>().Fill((byte)zero); break;
            case ElementType.Int16: buffer.Span<short>().Fill((short)zero); break;
            case ElementType.UInt16: buffer.Span<ushort>().Fill((ushort)zero); break;
            default: buffer.Bytes.Span.Clear(); break;
        }
    }
}
