namespace NnBridge.Backends.Cpu.Reference.Common;

/// <summary>The generator MT19937 of Matsumoto and Nishimura.</summary>
internal ref struct MersenneTwister
{
    public const int StateSize = 624;
    private const int Middle = 397;
    private readonly Span<uint> _state;
    private int _next;

    /// <param name="state">Memory for <see cref="StateSize"/> numbers.</param>
    /// <param name="seed">What it begins with.</param>
    public MersenneTwister(Span<uint> state, uint seed)
    {
        _state = state;
        _next = StateSize;
        state[0] = seed;
        for (int i = 1; i < StateSize; i++) state[i] = unchecked((1812433253 * (state[i - 1] ^ (state[i - 1] >> 30))) + (uint)i);
    }

    /// <summary>The next number from 0 to below 1, with 53 random bits.</summary>
    public double NextDouble()
    {
        uint high = Next() >> 5, low = Next() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    private uint Next()
    {
        if (_next == StateSize) Twist();
        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (int k = 0; k < StateSize; k++)
        {
            uint y = (_state[k] & 0x80000000) | (_state[(k + 1) % StateSize] & 0x7FFFFFFF);
            _state[k] = _state[(k + Middle) % StateSize] ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908B0DF : 0);
        }

        _next = 0;
    }
}
