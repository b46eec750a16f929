namespace NnBridge.Runtime.Execution;

/// <summary>Memory of a tensor whose size changes from run to run; it grows and is then reused.</summary>
internal sealed class GrowingBuffer(int alignment)
{
    private Memory<byte> _memory;

    public TensorBuffer Get(TensorInfo info)
    {
        long bytes = info.ByteCount;
        if (_memory.Length < bytes) _memory = AlignedMemory.Allocate(bytes, alignment);
        return new TensorBuffer(info, _memory[..(int)bytes]);
    }
}
