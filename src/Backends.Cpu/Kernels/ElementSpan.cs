namespace NnBridge.Backends.Cpu.Kernels;

/// <summary>The elements of a tensor seen by their size alone: all that data movement needs. Indices count elements, packed ones too.</summary>
internal readonly ref struct ElementSpan
{
    private readonly Span<byte> _bytes;
    private readonly int _bits;

    public ElementSpan(TensorBuffer buffer) : this(buffer.Bytes.Span, buffer.Info.Type) { }

    public ElementSpan(Span<byte> bytes, ElementType type)
    {
        _bytes = bytes;
        _bits = type.BitWidth();
    }

    /// <summary>Copies <paramref name="count"/> consecutive elements of <paramref name="source"/> to <paramref name="index"/>.</summary>
    public void Copy(int index, ElementSpan source, int sourceIndex, int count)
    {
        if (_bits >= 8)
        {
            int size = _bits / 8;
            source._bytes.Slice(sourceIndex * size, count * size).CopyTo(_bytes[(index * size)..]);
            return;
        }

        for (int i = 0; i < count; i++) Set(index + i, source.Get(sourceIndex + i));
    }

    /// <summary>Puts one element of <paramref name="source"/> into <paramref name="count"/> consecutive places.</summary>
    public void Fill(int index, int count, ElementSpan source, int sourceIndex = 0)
    {
        for (int i = 0; i < count; i++) Copy(index + i, source, sourceIndex, 1);
    }

    /// <summary>Makes every element zero.</summary>
    public void Clear() => _bytes.Clear();

    /// <summary>An integer of up to 16 bits.</summary>
    public int Integer(int index, bool signed)
    {
        int raw = _bits < 8 ? Get(index) : _bits == 8 ? _bytes[index] : _bytes[2 * index] | (_bytes[(2 * index) + 1] << 8);
        return signed ? (raw << (32 - _bits)) >> (32 - _bits) : raw;
    }

    private int Get(int index) => (_bytes[index * _bits / 8] >> (index * _bits % 8)) & ((1 << _bits) - 1);

    private void Set(int index, int value)
    {
        ref byte cell = ref _bytes[index * _bits / 8];
        int shift = index * _bits % 8;
        cell = (byte)((cell & ~(((1 << _bits) - 1) << shift)) | (value << shift));
    }
}
